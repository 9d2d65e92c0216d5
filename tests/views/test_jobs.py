"""Workers: an article on which one dies or fails is reported, the rest is coded, in order."""

from __future__ import annotations

import os
import signal

import pytest

from marsad.article import BadItem
from marsad.errors import InputError, NotArabicError
from marsad.record import Article
from marsad.views.cli import jobs
from marsad.views.cli.jobs import Coded, code_all, code_one


def dies_on_some(batch):
    """A task that kills its process on articles whose id begins with ``dies``."""
    for item in batch:
        if item.id.startswith("dies"):
            os.kill(os.getpid(), signal.SIGKILL)
    return jobs.code_batch(batch)


def article(identity, text):
    return Article(id=identity, text=text)


@pytest.mark.parametrize("count", [1, 2])
def test_a_worker_that_dies_costs_one_article(text, count):
    ids = [f"a{i}" for i in range(120)]
    for place in (3, 40, 41, 119):
        ids[place] = f"dies{place}"
    results = list(code_all([article(i, text) for i in ids], (), "jsonl", count + 1, dies_on_some))
    assert [r.id for r in results] == ids
    assert [r.id for r in results if isinstance(r, BadItem)] == ["dies3", "dies40", "dies41", "dies119"]
    assert "The process that coded the article died" in str(next(r for r in results if isinstance(r, BadItem)).error)


class Faulty:
    def __init__(self, error):
        self.error = error

    def code(self, article):
        raise self.error


@pytest.mark.parametrize("error", [ValueError("odd"), RecursionError("deep"), MemoryError(), KeyError("x"), AssertionError()])
def test_an_unexpected_fault_is_reported_with_the_id(error, text):
    result = code_one(Faulty(error), article("a7", text), "jsonl")
    assert isinstance(result, BadItem)
    assert result.id == "a7"
    assert type(error).__name__ in str(result.error)
    assert "Traceback" in result.trace


def test_errors_of_our_own_are_passed_on(text):
    error = NotArabicError("The text is not Arabic", where="f")
    assert code_one(Faulty(error), article("a", text), "jsonl").error is error


def test_bad_items_keep_their_place(text):
    bad = BadItem(InputError("Broken JSON", where="f", line=7))
    for count in (1, 2):
        results = list(code_all([article("1", text), bad, article("2", text)], (), "jsonl", count))
        assert [type(r) for r in results] == [Coded, BadItem, Coded]
        assert str(results[1].error) == str(bad.error)
        assert results[1].where == "f:7"


def test_reading_does_not_run_far_ahead(text):
    read = 0

    def items():
        nonlocal read
        for i in range(3_000):
            read += 1
            yield article(str(i), text)

    results = code_all(items(), (), "jsonl", 2)
    for _ in range(10):
        next(results)
    assert read <= 32 * 2 * 3 + 32
    results.close()
