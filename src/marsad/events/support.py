"""Whether an article reports: bare mentions of force count only beside an occurrence that the article does report.

"The attack may not delay the programme", "the crime of murder": a noun or masdar of force that names no one and nothing new is a mention of
something known, or generic talk. In an article that reports an occurrence of force such nouns repeat it; alone they are no event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.triggers import clause_of

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader
    from marsad.events.draft import Draft
    from marsad.lexicon.grammar import Grammar
    from marsad.record import Article

_FAMILIES = {"ASSAULT": frozenset({"ASSAULT", "TERRITORY"}), "PROTEST": frozenset({"PROTEST"})}
"""Type of a bare mention -> types of which one must be reported beside it."""


def supported(drafts: list[Draft], readers: dict[int, ClauseReader], lexicon: Grammar, article: Article) -> list[Draft]:
    """The drafts without bare mentions of force in a text that reports none.

    Parameters
    ----------
    readers: by sentence index.
    article: one with a publisher or a date is a report by itself; the test is for sentences out of context.
    """
    if article.publisher or article.published:
        return drafts
    bare = {kind for kind, family in _FAMILIES.items() if not _told(drafts, family, readers, lexicon)}
    return [d for d in drafts if d.event_type not in bare]


def _told(drafts: list[Draft], family: frozenset[str], readers: dict[int, ClauseReader], lexicon: Grammar) -> bool:
    found = [d for d in drafts if d.event_type in family]
    return len({d.sentence for d in found}) > 1 or any(reports(d, readers[d.sentence], lexicon) for d in found)


def reports(d: Draft, reader: ClauseReader, lexicon: Grammar) -> bool:
    """The draft tells of an occurrence: a past verb of a main clause with a participant, a counted loss, a light verb, the content of a cue."""
    if d.status != "asserted" or _in_relative(d, reader):
        return False
    clause = clause_of(d)
    # a protest told in a relative clause (مظاهرة نظمها الحزب, مئات خرجوا متظاهرين) is told all the same
    main = clause is None or clause.relative_to is None or (d.event_type == "PROTEST" and (d.verbal or not d.reading.det))
    roles = bool(d.actor) + bool(d.recipient) + bool(d.location)
    counted = any(high is None or high >= 2 for _, _, high, _, _ in d.casualties)
    # a protest is seldom talked of with its people but without having happened; force is
    protest = d.event_type == "PROTEST"
    set_down = protest or counted or bool(d.location) or bool(d.date)
    if d.verbal and d.sources and d.actor and d.recipient:
        return True  # whom a source names as doing it to whom
    if d.verbal:
        if d.reading.form == "past":
            # whom it was done to alone, without a doer, a place, a day or a number, is history as a rule (اغتيل الرئيس)
            return main and (bool(d.actor) or (roles > 0 and set_down))
        return d.reading.form == "present" and main and roles > 1 and set_down
    if d.light is not None and d.light.past and main:
        return set_down or bool(d.recipient)
    if d.token and reader.tokens[d.token - 1].norm.lstrip("وف") in ("تم", "تمت", "جري") and roles:
        return True  # تم اغتصابها من قبل ضباط
    if d.said and (protest or not d.reading.det):
        return True
    if d.reading.form == "active-participle" and d.actor and d.recipient and set_down:
        return True
    full = roles + bool(d.date) >= 3 and (protest or bool(d.date))
    return (counted or full) and not _background(d, reader, lexicon)


def _in_relative(d: Draft, reader: ClauseReader) -> bool:
    """A relative pronoun opens the clause that the trigger stands in."""
    for k in range(d.token - 1, max(-1, d.token - 14), -1):
        t = reader.tokens[k]
        if t.reading.pos == "rel" and t.norm.lstrip("وفبلك").startswith(("الذ", "الت", "اللذ", "اللت", "اذي")):
            return True
        if t.word.shape == "punct" or t.reading.pos == "sub":
            return False
    return False


def _background(d: Draft, reader: ClauseReader, lexicon: Grammar) -> bool:
    """A word of background governs the noun, directly or over one or two words."""
    for k in range(d.token - 1, max(-1, d.token - 4), -1):
        t = reader.tokens[k]
        if t.word.shape == "punct" or t.reading.pos == "verb":
            return False
        stem = t.norm[t.reading.start : t.reading.end].removeprefix("ال")
        if stem in lexicon.background or lexicon.normal_lemma(t.reading) in lexicon.background:
            return True
    return False
