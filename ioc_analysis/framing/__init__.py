"""Framing: the words with which an article frames what it tells, and who does harm to whom."""
