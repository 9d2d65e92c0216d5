"""The generator of benchmark text gives the same articles each time, and marsad finds events in them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from generate import articles


def test_generated_articles_are_the_same_each_time():
    first, again = list(articles(20)), list(articles(20))
    assert first == again
    assert len({a["id"] for a in first}) == 20


def test_generated_articles_have_events():
    from marsad import Article, Coder

    coder = Coder()
    found = [len(coder.code(Article(**a)).events) for a in articles(5)]
    assert min(found) > 3
