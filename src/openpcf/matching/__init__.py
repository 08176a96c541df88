"""Match a study with the factor library: study → inventory, with a reason for each line."""
