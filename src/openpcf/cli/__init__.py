"""The command line: an interface to the verbs. Results go to stdout, messages to stderr."""
