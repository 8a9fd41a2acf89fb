"""Agreements as a table: a workbook (Office Open XML) or CSV (RFC 4180), out and in."""
