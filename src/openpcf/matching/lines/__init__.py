"""Common parts of all lines: factor, quantity in its unit, data quality."""
