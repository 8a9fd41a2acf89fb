"""Jalin: the system in which national libraries carry out a cooperation agreement."""

import os

# What Jalin does in bulk is thousands of small steps: to share each among threads costs more than
# it saves (an eighth of an import, a sixth of matching), and Arrow's own allocator gives back to
# the system what the next step asks for again. Both are read when the libraries are imported.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

__version__ = "0.1.0"
