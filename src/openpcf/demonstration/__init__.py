"""The demonstration: its story and its words."""
