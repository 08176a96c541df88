"""Footprint → declaration and its proof: signature, disclosure, trust list, bundle.

Pure: no file, no network, no clock; keys, salts and instants are passed in.
"""
