"""`make bench`: every benchmark, or those named on the command line.

A benchmark is a module of this package with a function `main() -> Iterator[str]` that yields lines
to print. Speeds are ratios against a peer, measured side by side in one run, medians of several
rounds.
"""

import importlib
import sys

SECTIONS = ("folding", "reading", "indexing", "matching", "searching", "dossiers", "typesetting")


def run(names: list[str]) -> None:
    for name in names or SECTIONS:
        print(f"\n== {name}", flush=True)
        for line in importlib.import_module(f"tests.benchmarks.{name}").main():
            print(line, flush=True)


if __name__ == "__main__":
    run(sys.argv[1:])
