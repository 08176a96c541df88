"""A KiCad board file → outline, layers, thickness."""
