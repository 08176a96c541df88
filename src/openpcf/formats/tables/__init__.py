"""CSV and spreadsheet files → rows of cells."""
