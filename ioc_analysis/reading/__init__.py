"""Reading: files in, articles and their passages out."""
