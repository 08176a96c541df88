"""Inventory → Result; roll-up, contributions, uncertainty. Knows no country, hour or signer."""
