"""Footprint → Declaration and the proof of it: signature, disclosure, trust list, bundle.

Pure: no file, no network, no clock; keys, salts and instants are passed in.
"""
