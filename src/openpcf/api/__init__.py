"""The verbs as functions of paths and plain values, and what they give back.

The Python face (:mod:`openpcf`) and the command line both stand on these, so they say the same.
"""
