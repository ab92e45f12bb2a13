"""Processes: work side by side on this machine, so that one process that dies loses its own piece and no other.

Floor 0. A pool of `concurrent.futures` loses all that is in hand with one process, and may wait for ever if that one
dies while it starts; here each has a pipe of its own. What is asked of them has to be a function of a module.
"""

import multiprocessing
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait

DIED = object()  # what comes back for a piece whose process died


class Processes:
    """So many processes; `give` hands out a piece and `finish` waits, both yield (key, answer) of what is done.

    An exception comes back as it is and is raised here; a piece whose process died comes back as `DIED`.
    """

    def __init__(self, workers: int):
        # A forked process would inherit the locks of the threads that pyarrow has started.
        self.context = multiprocessing.get_context("spawn")
        self.unstarted = workers
        self.free: list[tuple[Connection, multiprocessing.Process]] = []
        self.busy: dict[Connection, tuple[multiprocessing.Process, Hashable]] = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for pipe, process in [*self.free, *((pipe, process) for pipe, (process, _) in self.busy.items())]:
            pipe.close()
            process.kill()  # what it writes to files is put in place whole
            process.join()

    def give(self, key: Hashable, function: Callable, *arguments) -> Iterator[tuple]:
        """Hand out a piece; while all are busy, wait for one."""
        while not (self.unstarted or self.free):
            yield from self._collect()
        pipe, process = self.free.pop() if self.free else self._start()
        self.busy[pipe] = process, key
        with suppress(OSError):  # it is dead, and `_collect` will see it
            pipe.send((function, arguments))

    def finish(self) -> Iterator[tuple]:
        """Wait for all that is in hand."""
        while self.busy:
            yield from self._collect()

    def _start(self) -> tuple[Connection, multiprocessing.Process]:
        """Start a process; one that is killed before it has read what it is to do is started again."""
        self.unstarted -= 1
        for attempt in (1, 2, 3):
            ours, theirs = self.context.Pipe()
            process = self.context.Process(target=_work, args=(theirs,), daemon=True)
            try:
                process.start()
            except OSError:
                ours.close()
                if attempt == 3:
                    raise
            else:
                return ours, process
            finally:
                theirs.close()
        raise AssertionError("the third attempt returns or raises")

    def _collect(self) -> Iterator[tuple]:
        for pipe in wait(list(self.busy)):
            process, key = self.busy.pop(pipe)
            try:
                answer = pipe.recv()
            except (EOFError, OSError):
                pipe.close()
                process.join()
                self.unstarted += 1
                yield key, DIED
                continue
            self.free.append((pipe, process))
            if isinstance(answer, Exception):
                raise answer
            yield key, answer


@contextmanager
def beside(function: Callable, *arguments) -> Iterator[Callable]:
    """Call a function in a process of its own while this one goes on; what is given waits for the answer."""
    with Processes(1) as crew:
        done = [*crew.give(None, function, *arguments)]
        yield lambda: [*done, *crew.finish()][0][1]


def call_apart(function: Callable, *arguments):
    """Call a function in a process of its own and return what it returns; `DIED` if the process dies of it."""
    with beside(function, *arguments) as answer:
        return answer()


def _work(pipe: Connection) -> None:
    """Do what comes through the pipe until it is closed."""
    with suppress(EOFError, OSError, KeyboardInterrupt):  # who asked has ended, or is stopped
        while True:
            function, arguments = pipe.recv()
            try:
                answer = function(*arguments)
            except Exception as error:
                answer = error
            pipe.send(answer)
