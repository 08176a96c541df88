"""From a study to an issued declaration: calculate, check, sign, report."""
