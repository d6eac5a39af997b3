"""How the database looks: tables by subject, views by question. Knows no file and no screen."""
