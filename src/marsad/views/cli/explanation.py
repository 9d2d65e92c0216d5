"""A derivation printed for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from marsad.views.cli.screen import shown

if TYPE_CHECKING:
    from rich.console import Console

_HIDDEN = frozenset({"lemma", "at", "frames", "light_verbs", "cues", "pos", "form"})
_MOST_ANALYSES = 4


def print_explanation(found: dict[str, Any], console: Console) -> None:
    """Print the derivation of an article (`derivation.describe`)."""
    page = _Page(console)
    article = found["article"]
    page.line(0, ("bold", article.get("title") or article["id"]), ("dim", article.get("published") or ""))
    for sentence in found["sentences"]:
        page.sentence(sentence)


class _Page:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._isolate = console.is_terminal

    def line(self, indent: int, *parts: tuple[str, object]) -> None:
        """One line of (style, words) parts; empty ones are left out."""
        text = Text("  " * indent)
        for style, words in parts:
            said = shown(str(words), self._isolate)
            if said:
                text.append(said + " ", style=style)
        text.rstrip()
        self._console.print(text, soft_wrap=True)

    def sentence(self, s: dict[str, Any]) -> None:
        self._console.print()
        self.line(
            0,
            ("bold cyan", f"[{s['number']}]"),
            ("dim", s["role"] if s["role"] != "body" else ""),
            ("italic", s["text"]),
        )
        if s["role"] == "furniture":
            self.line(1, ("dim", "not coded: a line of the page, not of the article"))
            return
        self._tokens(s["tokens"])
        self._phrases(s["phrases"])
        self._mentions(s)
        for event in s["events"]:
            self._event(event)
        if not s["events"]:
            self.line(1, ("dim", "no events"))
        self._refused(s["refused"])

    def _tokens(self, tokens: list[dict[str, Any]]) -> None:
        self.line(1, ("underline", "words"))
        for t in tokens:
            if not t["analyses"]:
                continue
            first, *others = t["analyses"]
            self.line(2, ("bold", t["word"]), *_reading(first))
            for other in others[:_MOST_ANALYSES]:
                self.line(4, ("dim", "or"), *(("dim", words) for _, words in _reading(other)))
            if len(others) > _MOST_ANALYSES:
                self.line(4, ("dim", f"and {len(others) - _MOST_ANALYSES} more"))

    def _phrases(self, phrases: list[dict[str, Any]]) -> None:
        if phrases:
            self.line(1, ("underline", "phrases"))
        for p in phrases:
            if p["type"] != "punct":
                self.line(2, ("magenta", f"{p['type']:<5}"), ("", p["text"]))

    def _mentions(self, s: dict[str, Any]) -> None:
        if s["actors"] or s["places"] or s["times"]:
            self.line(1, ("underline", "mentions"))
        for a in s["actors"]:
            self.line(
                2,
                ("magenta", "actor"),
                ("", a["text"]),
                ("green", a["entity"] or "?"),
                ("dim", f"{a['kind']}: {a['how']}"),
            )
        for p in s["places"]:
            where = f"{p['lat']}, {p['lon']} ± {p['radius_km']:g} km" if p["radius_km"] is not None else "no point"
            about = f"{p['precision']}, {where}; score {p['score']:g}: {p['reason']}"
            self.line(
                2,
                ("magenta", "place"),
                ("", p["text"]),
                ("green", p["id"] or "?"),
                ("", p["name_en"] or ""),
                ("dim", about),
            )
            for c in p["candidates"]:
                self.line(4, ("dim", f"not {c['id']}, score {c['score']:g}"))
        for t in s["times"]:
            self.line(2, ("magenta", "time"), ("", t["text"]), ("green", _span_of_days(t)), ("dim", t["kind"]))

    def _event(self, e: dict[str, Any]) -> None:
        kind = e["event_type"] + (f" {e['mode']}" if e["mode"] else "")
        self.line(
            1,
            ("underline", "event"),
            ("bold", e["id"]),
            ("bold green", kind),
            ("yellow", e["status"]),
            ("dim", f"confidence {e['confidence']}"),
        )
        self.line(2, ("magenta", "trigger"), ("bold", e["trigger"]["text"]), ("green", e["frame"]), ("blue", e["at"]))
        if e["light_verb"]:
            self.line(2, ("magenta", "carried by"), ("green", e["light_verb"]["id"]), ("blue", e["light_verb"]["at"]))
        for r in (*e["roles"], *e["sources"]):
            stance = f"{r['stance']};" if "stance" in r else ""
            self.line(
                2,
                ("magenta", r["role"]),
                ("", r["text"]),
                ("green", r["entity"] or "?"),
                ("dim", f"{stance} {r['how']}"),
            )
        for name in ("location", "destination"):
            for place in e[name]:
                self.line(2, ("magenta", name), ("", place))
        if e["date"]:
            self.line(2, ("magenta", "date"), ("", _span_of_days(e["date"])), ("", e["date"].get("text") or ""))
        for c in e["casualties"]:
            high = "or more" if c["high"] is None else f"to {c['high']}" if c["high"] != c["low"] else ""
            self.line(2, ("magenta", c["kind"]), ("", f"{c['low']} {high}"), ("dim", c["what"]))
        for n in e["strength"]:
            high = "or more" if n["high"] is None else ""
            self.line(2, ("magenta", f"strength of {n['side']}"), ("", f"{n['low']} {high}"), ("dim", n["what"]))
        if e["part_of"]:
            self.line(2, ("magenta", "part of"), ("", e["part_of"]))
        for w in e["why"]:
            self.line(2, ("dim", "because"), ("", w["rule"]), ("blue", w["at"] or ""), ("dim", " | ".join(w["words"])))

    def _refused(self, refused: list[dict[str, Any]]) -> None:
        if refused:
            self.line(1, ("underline", "tried and refused"))
        for r in refused:
            kind = r["event_type"] + (f" {r['mode']}" if r["mode"] else "")
            self.line(2, ("", r["word"]), ("red", f"{r['frame']} {kind}"), ("blue", r["at"]), ("dim", r["reason"]))


def _reading(a: dict[str, Any]) -> list[tuple[str, object]]:
    features = [a["form"]] if a.get("form") and a["form"] != a["pos"] else []
    for name, value in a.items():
        if name not in _HIDDEN:
            features.append(name if value is True else f"{name} {value}")
    carries = [f"{what[:-1].replace('_', ' ')} {', '.join(a[what])}" for what in ("frames", "light_verbs", "cues") if what in a]
    return [
        ("green", a["lemma"]),
        ("cyan", a["pos"]),
        ("dim", ", ".join(features)),
        ("yellow", "; ".join(carries)),
        ("blue", a["at"] or ""),
    ]


def _span_of_days(value: dict[str, Any]) -> str:
    start, end = value["start"] or "?", value["end"] or "?"
    return start if start == end else f"{start} to {end}"
