"""Coding one article safely, and many in several processes.

Order is kept, what is read ahead is bounded, and a worker that dies is reported with the article it died of; the rest
is coded.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.article import BadItem
from marsad.errors import InputError, MarsadError
from marsad.record import Article
from marsad.views.export import csv, jsonl

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from marsad.pipeline import Coder

RENDER = {"jsonl": jsonl.render, "csv": csv.render, "table": jsonl.render}
"""Format -> what makes bytes of a record; a table is made from JSON by the process that prints it."""

_BATCH_ARTICLES, _BATCH_LETTERS = 32, 60_000
_AHEAD = 3
"""Batches for each worker that are read before the first of them is written."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded article in the wanted format."""

    id: str
    data: bytes
    events: int


Item = Article | BadItem
Result = Coded | BadItem
Task = Callable[[list[Item]], list[Result]]


def code_one(coder: Coder, item: Item, form: str) -> Result:
    """Code an article; whatever goes wrong with it becomes a `BadItem` with its id."""
    if isinstance(item, BadItem):
        return item
    try:
        record = coder.code(item)
        return Coded(item.id, RENDER[form](record), len(record.events))
    except MarsadError as error:
        return BadItem(error, item.id)
    except Exception as error:
        problem = f"Coding failed with {type(error).__name__}: {error}"
        hint = "Please report it with the article; MARSAD_DEBUG=1 shows the traceback."
        return BadItem(InputError(problem, hint=hint), item.id, traceback.format_exc())


def code_all(items: Iterable[Item], data: tuple[str, ...], form: str, jobs: int, task: Task | None = None) -> Iterator[Result]:
    """Code items in order.

    Parameters
    ----------
    items: articles, and bad items, which are passed on in their place.
    data: folders of further data files.
    form: jsonl, csv or table.
    jobs: processes; 1 works in this one.
    task: what workers do with a batch, if not coding it (tests of what happens when they die).
    """
    from marsad.pipeline import Coder

    coder = Coder(*data)  # also where there are workers: faults of data files end the run here, and the cache is filled once
    if jobs <= 1:
        for item in items:
            yield code_one(coder, item, form)
        return
    del coder
    with _Crew(data, form, jobs, task or code_batch) as crew:
        yield from crew.work(_batches(items))


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    letters = 0
    for item in items:
        batch.append(item)
        letters += len(item.text) if isinstance(item, Article) else 0
        if len(batch) >= _BATCH_ARTICLES or letters >= _BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


class _Crew:
    """Worker processes. Where one dies, its batch is done again, article by article, to find the one it died of."""

    def __init__(self, data: tuple[str, ...], form: str, jobs: int, task: Task) -> None:
        self._data, self._form, self._jobs, self._task = data, form, jobs, task
        self._pool = self._start(jobs)

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(self._data, self._form))

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        # workers end what they are at, a second or so: one that is stopped while it writes leaves half a message, and
        # the pool waits for the other half for ever
        self._pool.shutdown(wait=True, cancel_futures=True)

    def work(self, batches: Iterable[list[Item]]) -> Iterator[Result]:
        """Results in the order of the batches; no more than a few batches are held at a time."""
        waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
        for batch in batches:
            self._submit(batch, waiting)
            while len(waiting) >= self._jobs * _AHEAD:
                yield from self._next(waiting)
        while waiting:
            yield from self._next(waiting)

    def _submit(self, batch: list[Item], waiting: deque[tuple[list[Item], Future[list[Result]]]]) -> None:
        try:
            future = self._pool.submit(self._task, batch)
        except BrokenProcessPool as error:  # found out when its turn comes
            future = Future()
            future.set_exception(error)
        waiting.append((batch, future))

    def _next(self, waiting: deque[tuple[list[Item], Future[list[Result]]]]) -> Iterator[Result]:
        batch, future = waiting.popleft()
        try:
            yield from future.result()
            return
        except BrokenProcessPool:
            pass
        self._pool.shutdown(wait=False, cancel_futures=True)
        yield from self._one_by_one(batch)
        self._pool = self._start(self._jobs)
        rest = list(waiting)
        waiting.clear()
        for other, future in rest:
            if future.done() and not future.cancelled() and future.exception() is None:
                waiting.append((other, future))
            else:
                self._submit(other, waiting)

    def _one_by_one(self, batch: list[Item]) -> Iterator[Result]:
        """Each article on its own: the one at which the worker dies again is bad, the rest is coded."""
        pool = self._start(1)
        try:
            for item in batch:
                try:
                    yield from pool.submit(self._task, [item]).result()
                except BrokenProcessPool:
                    problem = "The process that coded the article died"
                    hint = "It may have run out of memory; look at the article, and report it."
                    yield BadItem(InputError(problem, hint=hint), item.id)
                    pool.shutdown(wait=False, cancel_futures=True)
                    pool = self._start(1)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_worker: tuple[Coder, str] | None = None


def _begin(data: tuple[str, ...], form: str) -> None:
    """Set a worker process up: its coder, and its end when the main process ends, however that is."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    from marsad.pipeline import Coder

    _worker = (Coder(*data), form)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def code_batch(batch: list[Item]) -> list[Result]:
    """What a worker does with a batch."""
    assert _worker is not None
    coder, form = _worker
    return [code_one(coder, item, form) for item in batch]
