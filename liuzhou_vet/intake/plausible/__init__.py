"""Well-formed figures that look wrong: jumps, shares, units, last year told otherwise; warnings all."""
