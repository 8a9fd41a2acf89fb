"""Pages of the agreements."""
