"""Whatever the text looks like, every span that is written points at its words, and nothing ever raises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from marsad import Coder
from marsad.record import Article, Record

SENTENCES = [
    "قصفت قوات النظام حي جوبر في دمشق أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة 22 آخرين.",
    "قال المتحدث باسم الجيش إن مسلحين هاجموا حاجزا قرب مدينة رفح فجر الاثنين.",
    'نقلت وكالة رويترز عن مصدر أمني قوله: "انسحب مقاتلو داعش من سرت إلى بن جواد".',
    "#دير_الزور: قصـ.ـف مدفعي على حي الحويقة من قبل قوات النظـ.ـام",
    "اتهمت واشنطن الحوثيين بخطف 12 موظفا في صنعاء في 7 حزيران/يونيو 2024.",
    "دفع الخاطفون مليوني دولار، وفرض التنظيم ضرائب على التجار في الرقة.",
]
MARKS = [
    "\u200f", "\u200e", "\u202b", "\u202c", "\u2067", "\u2069", "\ufeff", "\u200c", "\u200d", "\u00ad",  # invisible
    "\u064b", "\u064e", "\u0651", "\u0652", "\u0670", "\u0640", "\u0640\u0640", "ـ.ـ", "ـ,ـ",  # vowels, tatweel, breaks
    "😀", "🔴", "👨‍👩‍👧", "🇸🇾", "\U00010330", "\u0301", "\x00", "\t", "\n", "\r\n", "\u2028", "\u00a0",
    '"', "«", "»", "'", "“", "(", ")", "[", "…", "..", "|", "#", "@", "_", "-", "–", "/", ":", "؛", "؟", "،",
    "ISIS", "a", "http://x.y/z", "7", "٧", "٣٬٠٠٠", "1,5", "%", "$", "ﷺ", "ﻻ", "ﺍﻟ", "ی", "ک", "لا", "ال", "و", " ",
]  # fmt: skip


@st.composite
def hostile(draw: st.DrawFn) -> str:
    """A sentence of ours with marks pushed in anywhere, now and then with pieces cut out or repeated."""
    text = draw(st.sampled_from(SENTENCES))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(MARKS)) + text[at:]
    if draw(st.booleans()):
        a, b = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        text = text[:a] + text[b:] if draw(st.booleans()) else text + text[a:b]
    return text


word_soup = st.lists(
    st.one_of(
        st.sampled_from([w for s in SENTENCES for w in s.split()]),
        st.sampled_from(MARKS),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    ),
    max_size=30,
).map(" ".join)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def _spans(record: Record) -> Iterator[tuple[str, tuple[int, int], str]]:
    """What it is, its span, the words it claims to be."""
    for place in record.places:
        yield "place", place.span, place.text
    for actor in record.actors:
        yield "actor", actor.span, actor.text
    for e in record.events:
        yield "trigger", (e.trigger.start, e.trigger.end), e.trigger.text
        for key in ("actor", "recipient", "location", "destination", "sources"):
            for filler in getattr(e, key):
                yield f"{key} of {e.trigger.text}", filler.span, filler.text
        if e.date is not None and e.date.span is not None and e.date.text is not None:
            yield f"date of {e.trigger.text}", e.date.span, e.date.text


def _check(coder: Coder, text: str) -> None:
    record = coder.code(Article(id="x", text=text, published="2024-06-10"))
    for what, (start, end), words in _spans(record):
        assert 0 <= start < end <= len(text), f"{what}: the span [{start}, {end}] is empty or outside the text {text!r}"
        assert text[start:end] == words, f"{what}: {words!r}, but the span is {text[start:end]!r} in {text!r}"
    for event in record.events:
        for span in [c.span for c in event.casualties if c.span] + [s for w in event.why for s in w.words]:
            assert 0 <= span[0] <= span[1] <= len(text), f"{event.trigger.text}: {span} is outside the text {text!r}"
        if event.date is not None:
            assert event.date.start <= event.date.end, f"{event.trigger.text}: {event.date} ends before it begins"
        for count in event.casualties:
            assert count.high is None or count.low <= count.high, f"{event.trigger.text}: {count}"


@given(hostile())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("")
@example("\u200f")
@example("ـ")
@example("#")
@example("قُـ.ـتِـلَ ٣ مدنيين")
@example("قتل 999999999999999999999999 شخصا في دمشق")
@example("قصف في 31/02/2024 و 99/99/9999 على دوما")
def test_spans_point_at_their_words(coder: Coder, text: str) -> None:
    _check(coder, text)


@given(word_soup)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises(coder: Coder, text: str) -> None:
    _check(coder, text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_unicode_raises(coder: Coder, text: str) -> None:
    _check(coder, text)
