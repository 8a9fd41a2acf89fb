"""Writing the terms of an agreement: what a form says, what is wrong with it, what to begin from.

A draft's content is the JSON of terms, except that anything may still be missing or wrong in it.
"""
