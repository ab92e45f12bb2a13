"""Compare: one row per thing compared across articles, from the tables of occurrences."""
