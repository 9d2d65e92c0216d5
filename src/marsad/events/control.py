"""Who does what a masdar names, where the masdar has no doer of its own: the subject, or the object, of the verb it depends on.

نجح سلاح الجو في تدمير (the air force destroys), حث الأطراف على وقف القتال (the sides stop), قوة لمحاربة التنظيم (the force fights).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.arguments import ArgumentReader
from marsad.events.draft import Draft

if TYPE_CHECKING:
    from marsad.events.clauses import Clause, ClauseReader
    from marsad.mentions.phrases import NounPhrase

_WILLED = frozenset({"REJECT", "AGREE", "CONCEDE", "THREATEN", "MOBILIZE"})
"""Types of verbs whose object masdar is the subject's own act (ترفض التنازل), unlike what is condemned or reported."""


def control(drafts: list[Draft], clauses: ClauseReader, arguments: ArgumentReader) -> None:
    """Fill the missing actors of masdars from what governs them."""
    by_token = {d.token: d for d in drafts}
    for d in drafts:
        if d.actor or d.verbal or (d.frame.actor and d.frame.actor[0].how == "none"):
            continue
        # killing and wounding nouns have their doer from the attack, not from a controlling verb
        if d.frame.counted in ("killed", "injured") and d.frame.pos == "noun":
            continue
        found = _partner(d, drafts) or _before(d, clauses) or _governing(d, clauses, by_token, arguments) or _leading(d, clauses, arguments)
        if found:
            d.actor = arguments.fillers(found, "actor", "controller")
            d.actor = [f for f in d.actor if not any(f.span == g.span for g in d.recipient)]
            for f in d.actor:
                d.explain("actor: of the verb it depends on", f.span)


def _partner(d: Draft, drafts: list[Draft]) -> list[NounPhrase]:
    """اقتحام المسلحين المنزل واختطاف صاحبه: a masdar joined to another shares its doer."""
    if d.reading.conj != "و" or d.reading.form != "masdar" or d.reading.prep:
        return []
    before = [g for g in drafts if g.token < d.token and not g.verbal and d.token - g.token < 12]
    if not before or before[-1].reading.form != "masdar":
        return []
    return [f.np for f in before[-1].actor if f.np is not None]


def _leading(d: Draft, clauses: ClauseReader, arguments: ArgumentReader) -> list[NounPhrase]:
    """وخلال زيارة إلى العاصمة قال الوزير: an act in a phrase before the verb is the act of the verb's subject."""
    prep, _ = clauses.phrases.preposition(d.token)
    if not prep and d.token:
        for back in (1, 2):
            prep, k = clauses.phrases.preposition(d.token - back) if d.token >= back else ("", 0)
            if prep and k == d.token:
                break
    if prep not in arguments.lexicon.classes["leading"] or d.reading.det or any(t.reading.pos == "verb" for t in clauses.tokens[: d.token]):
        return []
    for v in range(d.token + 1, len(clauses.tokens)):
        if clauses.tokens[v].reading.pos == "verb" and clauses.tokens[v].reading.form == "past":
            clause = clauses.clause(v)
            return [] if clause.passive or clause.dropped else [s for s in clause.subjects if s.people and s.count is None]
    return []


def _before(d: Draft, clauses: ClauseReader) -> list[NounPhrase]:
    """قوة لمحاربة: people right before ل and the masdar."""
    r = d.reading
    if r.prep != "ل" or r.form != "masdar" or d.token == 0:
        return []
    for chunk in clauses.phrases.chunks:
        if chunk.last == d.token - 1 and chunk.np is not None and chunk.np.people and not chunk.np.definite:
            return [chunk.np]
    return []


def _governing(d: Draft, clauses: ClauseReader, by_token: dict[int, Draft], arguments: ArgumentReader) -> list[NounPhrase]:
    tokens = clauses.tokens
    for v in range(d.token - 1, max(-1, d.token - 25), -1):
        t = tokens[v]
        if t.raw in ".؛:":
            break
        if t.reading.pos != "verb" or t.reading.form not in ("past", "present"):
            continue
        clause = clauses.clause(v)
        if clause.end < d.token:
            break
        if arguments.lexicon.normal_lemma(t.reading) in arguments.lexicon.classes["duty"]:
            # يجب على الطرفين الإفراج: who must do it stands behind على
            return [np for prep, np in clause.pps if prep == "علي" and np.people and np.last < d.token]
        how = _place_in(clause, d, clauses, arguments)
        if how is None:
            break
        governor = by_token.get(v)
        if governor is not None and governor.frame.counted in ("killed", "injured"):
            return []  # طفلان قتلا في القصف: nothing tells who does what they died in
        if governor is not None and governor.frame.content == "demanded" and governor.recipient:
            return [f.np for f in governor.recipient if f.np is not None]
        people = [o for o in clause.objects if o.people and not (o.first <= d.token <= o.last and o.sentence == d.sentence)]
        if how == "pp" and people:
            return people
        if clause.passive:
            return []
        return [s for s in clause.subjects if s.people or s.kind == "aircraft"]
    return []


def _place_in(clause: Clause, d: Draft, clauses: ClauseReader, arguments: ArgumentReader) -> str | None:
    """How the masdar hangs on the clause: in a prepositional complement (pp) or as an indefinite object."""
    for prep, np in clause.pps:
        if np.first <= d.token <= np.last and np.sentence == d.sentence:
            light = clauses.tokens[d.light.verb].reading.form == "masdar" if d.light is not None else False
            ok = prep in arguments.lexicon.classes["complement"] and (d.reading.form == "masdar" or light)
            return "pp" if ok else None
    verb = clauses.tokens[clause.verb].reading
    willed = not verb.cues and all(f.event in _WILLED for f in verb.frames)
    for np in clause.objects:
        if np.sentence == d.sentence and np.first <= d.token <= np.last and (not d.reading.det or willed):
            return "object"
    return None
