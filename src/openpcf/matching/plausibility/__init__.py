"""Implausible figures: entry errors, duplicates, proportions."""
