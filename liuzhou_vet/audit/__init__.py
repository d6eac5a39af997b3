"""The audit room: what reports state -> what follows from it, by the rules of the catalogue, with a verdict each; knows no database."""
