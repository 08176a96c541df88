"""The tables of matching: classes, packages, masses, recipes, terms."""
