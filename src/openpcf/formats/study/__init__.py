"""Both forms of a study: a folder of text tables, a workbook."""
