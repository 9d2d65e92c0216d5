"""A sentence out of context that only mentions force or protest reports none; in an article it may repeat what the article tells."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad import Coder
from marsad.record import Article

MENTIONS = [
    "يرى الباحث أن المظاهرات لا تكفي لتغيير القانون.",
    "تناول الكتاب الاحتجاجات وأثرها على الاقتصاد.",
    "قد يؤخر الهجوم تنفيذ البرنامج.",
]
REPORTS = [
    ("خرجت أمس مظاهرات في مدن الجنوب.", "PROTEST"),
    ("تظاهر مئات العمال أمام الوزارة.", "PROTEST"),
    ("قصف الجيش قرية حدودية.", "ASSAULT"),
    ("أكدت السيدة أنه تم اغتصابها من قبل ضباط.", "ASSAULT"),
    ("قال شاهد إنه رأى مسلحين يطلقون النار على الحافلة.", "ASSAULT"),
]


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("text", MENTIONS)
def test_a_mention_alone_is_no_event(text: str) -> None:
    found = {e.event_type for e in coder().code(Article(id="x", text=text)).events}
    assert not found & {"PROTEST", "ASSAULT"}


@pytest.mark.parametrize(("text", "kind"), REPORTS)
def test_a_report_is_one(text: str, kind: str) -> None:
    assert kind in {e.event_type for e in coder().code(Article(id="x", text=text)).events}


def test_an_article_may_repeat_it() -> None:
    text = "قد يؤخر الهجوم تنفيذ البرنامج."
    dated = coder().code(Article(id="x", text=text, published="2020-01-01"))
    assert [e.event_type for e in dated.events] == ["ASSAULT"]
