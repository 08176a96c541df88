"""The nouns of the project: immutable and typed, with canonical bytes, digests and schemas."""
