"""What every line is built with: factor, quantity in its unit, data quality."""
