"""Studies on disk: start, read, write, lock, factor library."""
