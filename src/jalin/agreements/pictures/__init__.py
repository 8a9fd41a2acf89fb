"""Pictures of the register, as numbers that a template draws in SVG."""
