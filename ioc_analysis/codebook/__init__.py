"""Codebook: what one row of each table is, and what each of its columns means."""
