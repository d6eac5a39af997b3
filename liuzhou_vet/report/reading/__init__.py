"""A report's file -> its text, one line a paragraph: what each kind of file takes; knows no section and no number."""
