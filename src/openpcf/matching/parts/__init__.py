"""Rows of a BOM: what they describe, and their lines in the inventory."""
