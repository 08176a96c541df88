"""Inventory → result: roll-up, contributions, uncertainty. Independent of country and time."""
