"""Compare how news outlets tell one event: figures, attributed quotes and framing, with the evidence."""
