"""Files: how a file is written so that nobody ever reads half of one, and two runs never mix.

Floor 0.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def check_folder(path: str | os.PathLike) -> Path:
    """Return the path if it is a folder that can be written to or can be made; else an OSError says what it is."""
    path = Path(path)
    nearest = path
    while not os.path.lexists(nearest) and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        raise NotADirectoryError(f"{nearest} is {'a file' if nearest.exists() else 'a broken link'}; give a folder")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(f"the folder {nearest} cannot be written to; give another")
    return path


def check_file(path: str | os.PathLike) -> Path:
    """Return the path that a file is to be written to, links followed; an OSError says what is wrong with it.

    Asked before the work, so that nobody waits for a result that has no place to go.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; give a file name")
    if path.exists() and not path.is_file():
        return path  # a pipe or device, /dev/stdout: its link leads to no path
    path = Path(os.path.realpath(path))
    check_folder(path.parent)
    return path


@contextmanager
def replacing(path: str | os.PathLike) -> Iterator[Path]:
    """Give a temporary path beside `path`; it takes the place of `path` if the block ends well, else it is removed.

    A full disk or an interruption leaves the old file as it was. Folders that are missing are made. A link stays,
    and what it leads to is replaced. A pipe or a device is written to as it is: another file in its place would
    take it away from everyone who uses it.
    """
    path = check_file(path)
    if path.exists() and not path.is_file():
        yield path
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(
        f".{path.name[:40]}.{os.getpid()}.tmp"
    )  # shorter than the name, which may be the longest
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """Keep every other process from reserving a folder meanwhile; an OSError says that one has.

    The system gives it free when the process ends, however it ends. A file system without locks reserves nothing.
    """
    handle = (
        os.open(folder / ".lock", os.O_RDWR | os.O_CREAT) if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    )
    try:
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):
            raise BlockingIOError(f"another run is writing to {folder}; wait for it, or give another folder") from None
        except OSError:
            pass
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
