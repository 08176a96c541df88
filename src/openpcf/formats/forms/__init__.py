"""Workbooks that go to other people and come back: requests to suppliers, lists of gaps."""
