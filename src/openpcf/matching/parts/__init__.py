"""Rows of a BOM: what they describe, and the lines of the inventory they become."""
