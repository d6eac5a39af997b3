"""How rules of each kind judge the figures of one subject: one file a kind."""
