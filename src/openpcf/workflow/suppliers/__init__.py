"""Requests to suppliers, their replies and the declarations received."""
