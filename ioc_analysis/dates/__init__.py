"""Dates: every calendar expression, resolved."""
