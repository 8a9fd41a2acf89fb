"""`python -m jalin.cli`: the same as `jalin`."""

from jalin.cli import main

if __name__ == "__main__":  # the server's processes import this module again
    main()
