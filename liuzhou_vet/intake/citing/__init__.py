"""Rows of observations that have no citation and a report's text -> where each figure stands, and forms that say so."""
