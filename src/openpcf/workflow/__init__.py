"""The verbs, one module each: the place where pure and impure meet.

Clock, randomness, store and keys are passed in (:mod:`openpcf.workflow.base.environment`).
"""
