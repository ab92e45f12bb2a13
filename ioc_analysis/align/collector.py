"""Collector: Python's garbage collector set aside while many rows are aligned.

Floor 3. Out of scope: `ioc` as a command, which sets it aside as a whole.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def set_aside() -> Iterator[None]:
    """Run a block, or a function that this decorates, without the garbage collector; then it is as it was."""
    # Aligning keeps what it makes, and makes no cycles: on 100,000 quotes looking for them again and again is a sixth
    # of the time, and finds nothing.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
