"""Run the command line with ``python -m openpcf``."""

from openpcf.cli.main import main

main()
