"""Arabic text in, record out: one test per case of ``tests/examples/*.toml`` (format: ``tests/examples/README.md``).

``pytest tests/test_examples.py -k "assault.toml"`` runs one file, ``-k "assault.toml:41"`` one case.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from marsad import Coder
from marsad.record import Article, Event

FOLDER = Path(__file__).parent / "examples"
CASE_KEYS = {"text", "published", "event", "more", "xfail"}
LISTS = ("actor", "recipient", "location", "destination", "sources")
EVENT_KEYS = {"trigger", "type", "mode", "status", "date", "casualties", *LISTS}

Case = dict[str, Any]
Span = tuple[int, int]


def _load() -> list[Any]:
    params = []
    for path in sorted(FOLDER.glob("*.toml")):
        content = path.read_text(encoding="utf-8")
        lines = [n for n, line in enumerate(content.splitlines(), 1) if line.strip() == "[[case]]"]
        cases: list[Case] = tomllib.loads(content).get("case", [])
        for line, case in zip(lines, cases, strict=True):
            where = f"{path.name}:{line}"
            _check_format(case, where)
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=False)] if "xfail" in case else []
            params.append(pytest.param(case, where, id=where, marks=marks))
    return params


def _check_format(case: Case, where: str) -> None:
    unknown = set(case) - CASE_KEYS
    assert not unknown, f"{where}: unknown keys {sorted(unknown)}; known are {sorted(CASE_KEYS)}"
    for event in case.get("event", []):
        unknown = set(event) - EVENT_KEYS
        assert not unknown, f"{where}: unknown keys {sorted(unknown)}; known are {sorted(EVENT_KEYS)}"
        for word in [event["trigger"], *(w for key in LISTS for w in event.get(key, []))]:
            assert word in case["text"], f"{where}: «{word}» does not stand in the text"


def _places_of(words: str, text: str) -> list[Span]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def overlaps(expected: Span, found: Span) -> bool:
    """The spans share half of the shorter and a third of the longer."""
    shared = min(expected[1], found[1]) - max(expected[0], found[0])
    sizes = sorted((expected[1] - expected[0], found[1] - found[0]))
    return shared > 0 and shared * 2 >= sizes[0] and shared * 3 >= sizes[1]


def _same_fillers(expected: list[str], found: list[tuple[Span, str]], text: str, in_order: bool) -> bool:
    if len(expected) != len(found):
        return False
    left = list(found)
    for words in expected:
        candidates = left[:1] if in_order else left
        hit = next((f for f in candidates if any(overlaps(s, f[0]) for s in _places_of(words, text))), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _fillers(event: Event, key: str) -> list[tuple[Span, str]]:
    return [(f.span, f.text) for f in getattr(event, key)]


def _differences(expected: Case, event: Event, text: str) -> list[str]:
    """What is expected and not so, a line each."""
    out = []
    if expected["type"] != event.event_type:
        out.append(f"type: expected {expected['type']}, found {event.event_type}")
    if "mode" in expected and (expected["mode"] or None) != event.mode:
        out.append(f"mode: expected {expected['mode'] or None}, found {event.mode}")
    if expected.get("status", "asserted") != event.status:
        out.append(f"status: expected {expected.get('status', 'asserted')}, found {event.status}")
    for key in LISTS:
        found = _fillers(event, key)
        if key in expected and not _same_fillers(expected[key], found, text, key == "sources"):
            out.append(f"{key}: expected {_quote(expected[key])}, found {_quote(f[1] for f in found)}")
    if "date" in expected:
        found_date = [event.date.start, event.date.end] if event.date else []
        if expected["date"] != found_date:
            out.append(f"date: expected {expected['date']}, found {found_date}")
    if "casualties" in expected:
        wanted = sorted((k, low, high) for k, low, high in expected["casualties"])
        counted = sorted((c.kind, c.low, -1 if c.high is None else c.high) for c in event.casualties)
        if wanted != counted:
            out.append(f"casualties: expected {wanted}, found {counted}")
    return out


def _quote(words: Any) -> str:
    return "[" + " | ".join(f"«{w}»" for w in words) + "]"


def _describe(event: Event) -> str:
    roles = "".join(f" {key}={_quote(f[1] for f in _fillers(event, key))}" for key in LISTS if getattr(event, key))
    return f"{event.trigger.text}: {event.event_type} {event.mode or '-'} {event.status}{roles}"


def compare(case: Case, events: list[Event]) -> list[str]:
    """All differences between a case and the events found in its text."""
    text, problems, left = case["text"], [], list(events)
    for expected in case.get("event", []):
        same = [e for e in left if e.trigger.text == expected["trigger"]]
        if not same:
            problems.append(f"missing: «{expected['trigger']}» {expected['type']} {expected.get('mode', '')}")
            continue
        best = min(same, key=lambda e: len(_differences(expected, e, text)))
        left.remove(best)
        problems += [f"«{expected['trigger']}» {line}" for line in _differences(expected, best, text)]
    if not case.get("more"):
        problems += [f"not an event (or not listed): {_describe(e)}" for e in left]
    return problems


CASES = _load()


class Summary:
    """A last line that keeps the share of known failures in sight."""

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        known = Counter(p.values[0]["xfail"] for p in CASES if "xfail" in p.values[0])
        marked = sum(known.values())
        kinds = ", ".join(f"{kind} {n}" for kind, n in known.most_common())
        terminalreporter.write_line(f"examples: {len(CASES)} cases, {marked} known failures ({marked / len(CASES):.0%}): {kinds or 'none'}")


@pytest.fixture(scope="module")
def coder(request: pytest.FixtureRequest) -> Coder:
    request.config.pluginmanager.register(Summary())
    return Coder()


@pytest.mark.parametrize(("case", "where"), CASES)
def test_example(case: Case, where: str, coder: Coder) -> None:
    # with a publisher the sentence counts as a report; without, bare mentions of force are dropped (events/support.py)
    article = Article(id=where, text=case["text"], published=case.get("published"), publisher="marsad examples")
    events = list(coder.code(article).events)
    problems = compare(case, events)
    if problems:
        found = "\n".join(f"    {_describe(e)}" for e in events) or "    nothing"
        wrong = "\n".join(f"  - {p}" for p in problems)
        pytest.fail(f"\n{where}\n  {case['text']}\n{wrong}\n  all that was found:\n{found}", pytrace=False)
