"""The pages of catalogues: thin; what they say is asked of `queries`, what they do is `actions`."""
