"""Agreements: what stands above everything the parties do together, drafted, agreed and signed."""
