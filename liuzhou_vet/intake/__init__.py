"""The intake room: a report's forms become rows of the database. read -> shape -> check -> compare -> load."""
