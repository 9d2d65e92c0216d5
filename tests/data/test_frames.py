"""The examples in the frame files hold: a ``yes`` yields the frame or an event of its type, a ``no`` not the frame.

A sentence out of context may be a bare mention, which ``events/support.py`` drops: that filter is switched off here.
``known_failures.txt`` lists the ids that are known to fail, one a line; they are expected failures.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import marsad.events.code
from marsad import Coder
from marsad.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.lexicon.entries import Frame

KNOWN = {
    line.strip()
    for line in Path(__file__).with_name("known_failures.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}


def _frames() -> list[Frame]:
    return sorted(Lexicon.load(strict=False).frames.values(), key=lambda f: (f.at.file, f.at.line))


def _examples() -> Iterator[Any]:
    for frame in _frames():
        for kind, sentences in (("yes", frame.yes), ("no", frame.no)):
            for n, sentence in enumerate(sentences, 1):
                name = f"{frame.id}-{kind}{n}"
                marks = [pytest.mark.xfail(reason="known_failures.txt", strict=False)] if name in KNOWN else []
                yield pytest.param(frame, kind, sentence, id=name, marks=marks)


@pytest.fixture(scope="module")
def coder() -> Iterator[Coder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marsad.events.code, "supported", lambda drafts, *rest: drafts)
        yield Coder()


@pytest.mark.parametrize(("frame", "kind", "sentence"), list(_examples()))
def test_example_of_frame(frame: Frame, kind: str, sentence: str, coder: Coder) -> None:
    drafts = coder.derive(sentence, explain=False).coding.drafts
    where = f"{frame.at.file}:{frame.at.line} {frame.id}\n  {sentence}\n"
    found = ", ".join(f"{d.reading.lemma} {d.frame.id} {d.event_type}" for d in drafts) or "nothing"
    if kind == "yes":
        ok = any(d.frame.id == frame.id or d.event_type == frame.event for d in drafts)
        assert ok, f"{where}  expected: {frame.event}; found: {found}"
    else:
        ok = all(d.frame.id != frame.id for d in drafts)
        assert ok, f"{where}  must not yield this frame; found: {found}"
