"""Pieces read by several processes at once, with the results in the order of the pieces.

Processes, not threads: the Vietnamese models are not thread-safe.  Only the process that
ingests writes to the store, so the outcome is the same as with one.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
log = logging.getLogger(__name__)
_AHEAD = 4  # pieces that wait for each process


def cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


class _NoWorkers(Exception):
    """Processes cannot be started here."""


def _awake() -> bool:
    return True


def in_order(
    work: Callable[[Given], Made], given: Iterable[Given], lost: Callable[[Given], Made], workers: int
) -> Iterator[Made]:
    """``work`` done on each of *given* by *workers* processes; results in the order of *given*.

    *lost* says what stands for one whose process died of it.  No more than a few are in
    memory at a time.  Where no process can be started, this one does the work.
    """
    left = iter(given)
    waiting: deque[Given] = deque()
    try:
        yield from _together(work, left, waiting, workers)
    except _NoWorkers:
        log.warning("no further processes can be started; one reads alone")
        yield from map(work, left)
    except BrokenProcessPool:  # one of those that wait is to blame; which, shows below
        for item in (*waiting, *left):
            yield _alone(work, item, lost)


def _together(
    work: Callable[[Given], Made], given: Iterator[Given], waiting: deque[Given], workers: int
) -> Iterator[Made]:
    """As :func:`in_order`; *waiting* holds what was taken from *given* and has no result yet."""
    pool, futures = _pool(workers), deque[Future[Made]]()
    try:
        try:
            pool.submit(_awake).result()
        except (BrokenProcessPool, OSError) as error:
            raise _NoWorkers from error
        for item in given:
            waiting.append(item)
            futures.append(pool.submit(work, item))
            while len(futures) > _AHEAD * workers:
                made = futures.popleft().result()
                waiting.popleft()
                yield made
        while futures:
            made = futures.popleft().result()
            waiting.popleft()
            yield made
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(work: Callable[[Given], Made], item: Given, lost: Callable[[Given], Made]) -> Made:
    """One item in a process of its own, which may die without harm to the others."""
    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)


def _pool(workers: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")  # nothing of this process's threads and locks comes along
    logs = any(not isinstance(handler, logging.NullHandler) for handler in logging.getLogger().handlers)
    return ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin, initargs=(logs,))


def _begin(logs: bool) -> None:
    """Set up a worker: an interrupt is its parent's to handle, and it ends when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not logs:
        logging.basicConfig(handlers=[logging.NullHandler()])
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)  # it was killed: nobody is left to wait for

    threading.Thread(target=watch, daemon=True).start()
