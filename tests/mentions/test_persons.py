"""Names of persons that no data file lists: where they end, and what is none."""

from __future__ import annotations

from functools import cache

import pytest

from marsad import Coder


@cache
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قتل القيادي خالد سيف، وأصيب ثلاثة.", ["خالد سيف"]),
        ("قال خالد سيف إن القصف تجدد.", ["خالد سيف"]),
        ("وقتل خالد سيف في القصف.", ["خالد سيف"]),
        ("استشهد البطل محمد رزق، قرب المدينة.", ["محمد رزق"]),  # رزق is a noun and a verb too
        ("أصيب العقيد سالم حمدان بجروح.", ["سالم حمدان"]),  # سالم is a verb too
        ("أكد المسؤول أن القوات انسحبت.", []),
        ("قال الرئيس إن تركيا ستشن غارات.", []),
        ("قال عبد الرحمن المنصوري للصحفيين إن القصف توقف.", ["عبد الرحمن المنصوري"]),
        ("وصل عبد الله بن ناصر إلى المخيم.", ["عبد الله بن ناصر"]),
    ],
)
def test_names_of_persons(text, names):
    assert [a.text for a in coder().code(text).actors if a.kind == "person"] == names
