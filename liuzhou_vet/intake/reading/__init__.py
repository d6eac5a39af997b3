"""Files as users have them -> the rows of forms as text: CSV, workbooks, report.toml, and what spreadsheets make of them."""
