"""What every verb needs: environment, files, package data."""
