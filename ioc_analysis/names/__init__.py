"""Names: the people, organisations, groups and places of one article, and who is meant."""
