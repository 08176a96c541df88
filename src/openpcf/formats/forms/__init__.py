"""Workbooks that other people fill in and return: requests to suppliers, lists of gaps."""
