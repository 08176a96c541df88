"""Declarations and trust lists: open, verify, judge, decide, present."""
