"""A BOM as a table → records of its lines."""
