"""The command line: a skin over workflow. Data goes to stdout, what is said about it to stderr."""
