"""Figures: every reported quantity, what it counts, how sure."""
