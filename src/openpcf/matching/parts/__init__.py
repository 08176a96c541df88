"""Lines of a bill of materials: what they describe, and the lines of the inventory they become."""
