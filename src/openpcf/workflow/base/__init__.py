"""What every verb needs: environment, files, data of the package."""
