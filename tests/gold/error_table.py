"""Where the coder errs on annotated articles, by kind, the commonest first: ``make errors``.

    python tests/gold/error_table.py [SET...] [-n EXAMPLES] [-o FILE]

SET is a folder of the gold (default: dev train). The table is for who mends the coder: each kind says which part is at
fault (a word unknown, a frame lacking, a rule that refused, a boundary, an antecedent in an earlier sentence), with
examples in context, the annotated words in ⟦ ⟧. The examples quote articles of other owners: keep the file to yourself.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from scoring import Span, alike, matched_spans, paired_events, shared, span_of  # noqa: E402
from test_floors import GOLD  # noqa: E402

from marsad import Article, Coder  # noqa: E402
from marsad.pipeline import Derivation  # noqa: E402
from marsad.record import to_builtins  # noqa: E402
from marsad.text.document import Sentence  # noqa: E402
from marsad.text.tokens import Token  # noqa: E402

ROLES = ("actor", "recipient", "location", "destination", "sources")
_FIELDS = ("id", "text", "title", "publisher", "published", "url")
_AROUND = 110  # code points of context on either side


@dataclass
class Table:
    """Measure -> kind of error -> examples."""

    kinds: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def add(self, measure: str, kind: str, example: str) -> None:
        self.kinds[measure][kind].append(example)

    def markdown(self, examples: int) -> Iterator[str]:
        for measure, kinds in self.kinds.items():
            yield f"## {measure}: {sum(map(len, kinds.values()))}\n"
            yield "| errors | kind |\n|---:|---|"
            ranked = sorted(kinds.items(), key=lambda k: (-len(k[1]), k[0]))
            yield from (f"| {len(found)} | {kind} |" for kind, found in ranked)
            yield ""
            for kind, found in ranked:
                if examples:
                    yield f"**{kind}**\n"
                    # spread over the articles rather than the first few of one
                    yield from (f"- {e}" for e in found[:: max(1, len(found) // examples)][:examples])
                    yield ""


class ArticleErrors:
    """The errors in one article."""

    def __init__(self, gold: dict[str, Any], coder: Coder, table: Table) -> None:
        self.gold = gold
        self.text: str = gold["text"]
        self.derivation: Derivation = coder.derive(Article(**{f: gold.get(f) for f in _FIELDS}))
        self.coded = to_builtins(self.derivation.record)
        self.table = table
        self.names = {span_of(a): a.get("name_en") for a in gold.get("actors", [])}

    def sort(self) -> None:
        """Put every error of the article into the table."""
        wanted, given = self.gold["events"], self.coded["events"]
        left, right = [span_of(e["trigger"]) for e in wanted], [span_of(e["trigger"]) for e in given]
        pairs = paired_events(wanted, given)
        for i in sorted(set(range(len(wanted))) - {i for i, _ in pairs}):
            self.table.add("missed trigger", self.why_missed(left[i]), f"{wanted[i]['event_type']}: {self.shown(left[i])}")
        for j in sorted(set(range(len(given))) - {j for _, j in pairs}):
            rule = (given[j]["why"] or [{"rule": "?"}])[0]["rule"]
            self.table.add("false trigger", f"{given[j]['event_type']} {self.form_at(right[j])}", f"{rule}: {self.shown(right[j])}")
        for i, j in pairs:
            self.pair(wanted[i], given[j])

    def pair(self, wanted: dict[str, Any], given: dict[str, Any]) -> None:
        """What is wrong in an event whose trigger was found."""
        trigger = span_of(wanted["trigger"])
        for name in ("event_type", "mode", "status"):
            a, b = wanted.get(name) or "none", given.get(name) or "none"
            if name == "status":
                a, b = wanted.get(name) or "asserted", given.get(name) or "asserted"
            if a != b and (name != "mode" or wanted["event_type"] == given["event_type"]):
                self.table.add(name.replace("_", " "), f"{a}, coded {b}", self.shown(trigger))
        for role in ROLES:
            self.role(role, wanted, given)
        self.date(wanted, given)
        self.casualties(wanted, given)

    def role(self, role: str, wanted: dict[str, Any], given: dict[str, Any]) -> None:
        trigger = span_of(wanted["trigger"])
        want, got = [span_of(v) for v in wanted.get(role) or []], [span_of(v) for v in given.get(role) or []]
        right = matched_spans(want, got)
        missing = [w for i, w in enumerate(want) if i not in {i for i, _ in right}]
        extra = [g for j, g in enumerate(got) if j not in {j for _, j in right}]
        for w in missing:
            near = next((g for g in extra if shared(w, g)), None)
            if near is None:
                near = next((g for g in extra if self.same_entity(w, g)), None)
                kind = "another mention of the same" if near else self.why_unfilled(role, w, trigger, given, bool(extra))
            else:
                kind = "boundary"
            if near is not None:
                extra.remove(near)
            coded = self.text[slice(*near)] if near else ", ".join(self.text[slice(*g)] for g in got) or "nothing"
            self.table.add(role, kind, f"{self.shown(trigger)} — is «{self.text[slice(*w)]}», coded: {coded}")
        for g in extra if not missing else []:
            kind = "coded where there is none" if not want else "one too many"
            self.table.add(role, f"{kind} ({self.where(g, trigger)})", f"{self.shown(trigger)} — coded: {self.text[slice(*g)]}")

    def why_unfilled(self, role: str, w: Span, trigger: Span, given: dict[str, Any], instead: bool) -> str:
        for other in ROLES:
            if other != role and any(alike(w, span_of(v)) for v in given.get(other) or []):
                return f"taken for the {other}"
        return f"{'another phrase taken' if instead else 'none found'}, it stands {self.where(w, trigger)}"

    def where(self, span: Span, trigger: Span) -> str:
        at, here = self.sentence_at(span[0]), self.sentence_at(trigger[0])
        if at is None or here is None:
            return "outside the sentences"
        if at.index != here.index:
            apart = "in the same paragraph" if at.paragraph == here.paragraph else "in another paragraph"
            return f"in {'an earlier' if at.index < here.index else 'a later'} sentence {apart}"
        between = self.text[min(span[1], trigger[1]) : max(span[0], trigger[0])]
        side = "before" if span[0] < trigger[0] else "after"
        return f"{side} the trigger, {'beyond a comma' if '،' in between or ',' in between else 'near' if len(between) < 40 else 'far'}"

    def same_entity(self, a: Span, b: Span) -> bool:
        names = [next((n for s, n in self.names.items() if n and alike(s, x)), None) for x in (a, b)]
        return names[0] is not None and names[0] == names[1]

    def date(self, wanted: dict[str, Any], given: dict[str, Any]) -> None:
        def days(event: dict[str, Any]) -> str | None:
            d = event.get("date")
            if not d or not d.get("start"):
                return None
            return d["start"][:10] if d["start"][:10] == (d.get("end") or "")[:10] else f"{d['start'][:10]}..{(d.get('end') or '')[:10]}"

        a, b, trigger = days(wanted), days(given), span_of(wanted["trigger"])
        if a == b:
            return
        words = f" from «{given['date'].get('text') or '?'}»" if given.get("date") else ""
        if b is None:
            here = self.sentence_at(trigger[0])
            timed = here is not None and any(m.start for m in self.derivation.mentions.marks[here.index].times.items)
            kind = f"none coded, {'a time stands in the sentence' if timed else 'no time in the sentence'}"
        else:
            kind = "coded where there is none" if a is None else "another interval"
        self.table.add("date", kind, f"{self.shown(trigger)} — is {a}, coded {b}{words}")

    def casualties(self, wanted: dict[str, Any], given: dict[str, Any]) -> None:
        want, got = (sorted((c["kind"], c["low"], c.get("high") or 0) for c in e.get("casualties") or []) for e in (wanted, given))
        if want == got:
            return
        kind = "none coded" if not got else "coded where there is none" if not want else "another number or kind"
        self.table.add("casualties", kind, f"{self.shown(span_of(wanted['trigger']))} — is {want}, coded {got}")

    def why_missed(self, span: Span) -> str:
        """Which part lost a trigger: the page, the lexicon, the reading, a rule."""
        sentence = self.sentence_at(span[0])
        token = self.token_at(sentence, span) if sentence else None
        if sentence is None or token is None:
            return "not in a sentence"
        if sentence.role == "furniture":
            return "taken for page furniture"
        analyses = token.word.analyses
        if all(a.guessed for a in analyses):
            return "word unknown"
        if not any(a.frames for a in analyses):
            return "no frame for the word"
        if not token.reading.frames:
            return f"read otherwise ({token.reading.pos} {token.reading.form})"
        reasons = [r.reason for r in self.derivation.coding.refusals if (r.sentence, r.token) == (sentence.index, token.i)]
        return f"refused: {reasons[-1]}" if reasons else "dropped: figurative, unsupported or part of another trigger"

    def form_at(self, span: Span) -> str:
        sentence = self.sentence_at(span[0])
        token = self.token_at(sentence, span) if sentence else None
        return token.reading.form or token.reading.pos if token else "?"

    def sentence_at(self, offset: int) -> Sentence | None:
        return next((s for s in self.derivation.document.sentences if s.start <= offset < s.end), None)

    @staticmethod
    def token_at(sentence: Sentence, span: Span) -> Token | None:
        return next((t for t in sentence.tokens if t.start < span[1] and span[0] < t.end), None)

    def shown(self, span: Span) -> str:
        a, b = span
        before, after = self.text[max(0, a - _AROUND) : a], self.text[b : b + _AROUND]
        return " ".join(f"{before}⟦{self.text[a:b]}⟧{after}".split())


def error_table(sets: list[str]) -> Table:
    """All errors in some sets of annotated articles."""
    coder, table = Coder(), Table()
    for name in sets:
        paths = sorted((GOLD / name).glob("*.json"))
        if not paths:
            sys.exit(f"No annotated articles in {GOLD / name}: set MARSAD_GOLD to the folder that has {name}/*.json.")
        for path in paths:
            ArticleErrors(json.loads(path.read_text(encoding="utf-8")), coder, table).sort()
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="Where the coder errs on annotated articles, by kind.")
    parser.add_argument("sets", nargs="*", default=["dev", "train"], metavar="SET")
    parser.add_argument("-n", "--examples", type=int, default=4, help="examples of each kind")
    parser.add_argument("-o", "--output", type=Path, help="a Markdown file; else standard output")
    given = parser.parse_args()
    lines = "\n".join([f"# Errors on {', '.join(given.sets)}\n", *error_table(given.sets).markdown(given.examples)]) + "\n"
    if given.output is None:
        sys.stdout.write(lines)
    else:
        given.output.parent.mkdir(parents=True, exist_ok=True)
        given.output.write_text(lines, encoding="utf-8")
        print(f"Errors by kind: {given.output}")


if __name__ == "__main__":
    main()
