"""Both forms of a study: a folder of text tables, and a workbook."""
