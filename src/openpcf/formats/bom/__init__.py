"""A bill of materials as a table → records of its lines."""
