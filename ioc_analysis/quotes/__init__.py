"""Quotes: who said what, in whose words."""
