"""Report: what a reader gets: the brief, and the tables as files."""
