"""Align: who, which statement, which question: rows of all articles that share one get one id."""
