"""The data types of the project: immutable, with canonical bytes, digests and schemas."""
