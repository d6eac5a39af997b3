"""Blank forms for a new year, from what the database knows, as a folder or a workbook."""
