"""The verbs as functions of paths and plain values, and their results.

The Python interface (:mod:`openpcf`) and the command line are both built on these functions, so
they give the same answers.
"""
