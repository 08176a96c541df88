"""Figures that can hardly be meant: entry errors, duplicates, proportions."""
