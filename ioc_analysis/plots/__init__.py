"""Plots: draw what a `stat_` or `extract_` function gave; the only room that imports matplotlib."""
