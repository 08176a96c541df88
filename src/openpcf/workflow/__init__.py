"""The verbs, one module each, between pure code and files, clock and network.

Clock, randomness, store and keys are passed in (:mod:`openpcf.workflow.base.environment`).
"""
