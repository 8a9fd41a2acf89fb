"""Jalin: the system in which national libraries carry out a cooperation agreement."""

__version__ = "0.1.0"
