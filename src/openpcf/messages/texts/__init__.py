"""Texts, one module per family of codes; each has a dict ``TEXTS``."""
