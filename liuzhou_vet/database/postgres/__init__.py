"""PostgreSQL, through psycopg, which is an extra and imported only here: connecting, reading, writing, the role that may only read."""
