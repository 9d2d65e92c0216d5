"""Events of one sentence that are one occurrence: a killing inside an attack shares its doer, place, date and means.

قتل خمسة في هجوم لمسلحين, أدى القصف إلى مقتل طفل, الهجوم الذي استهدف الحاجز.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.draft import Draft, Filler

if TYPE_CHECKING:
    from marsad.events.clauses import ClauseReader

_FORCE = frozenset({"ASSAULT", "COERCE", "TERRITORY"})


def link_drafts(drafts: list[Draft], clauses: ClauseReader, causal: frozenset[str]) -> None:
    """Set ``cause`` between drafts of one sentence and share what one knows and the other lacks."""
    by_token = {d.token: d for d in drafts}
    for d in drafts:
        cause = _by_light(d, by_token, drafts) or _by_subject(d, by_token) or _by_relative(d, by_token)
        if cause is None and d.frame.counted in ("killed", "injured", "captured", "materiel", "missing", "displaced"):
            cause = _by_phrase(d, drafts, clauses, causal)
        if cause is not None and cause is not d and cause.cause is not d:
            d.cause = cause
            d.explain("part of another event of the sentence", cause.span)
    for _ in range(2):
        for d in drafts:
            if d.cause is not None:
                _share(d, d.cause)


def _by_light(d: Draft, by_token: dict[int, Draft], drafts: list[Draft]) -> Draft | None:
    """أدى القصف إلى مقتل: the light verb's subject is the event that caused this one."""
    if d.light is None or d.light.entry.subject != "cause":
        return None
    found = _event_in(d.light.clause.subjects, by_token, d)
    if found is None and (d.light.clause.dropped or not d.light.clause.subjects):
        # غارات ... أدت إلى مقتل: the subject is the last act of force before the verb
        before = [g for g in drafts if g.token < d.light.verb and g.event_type in _FORCE and g.frame.counted not in ("killed", "injured")]
        return before[-1] if before else None
    return found


def _event_in(nps: list, by_token: dict[int, Draft], d: Draft) -> Draft | None:  # type: ignore[type-arg]
    for np in nps:
        if np.sentence != d.sentence:
            continue
        for k in range(np.first, min(np.head + 3, np.last + 1)):
            other = by_token.get(k)
            if other is not None and other is not d and not other.verbal:
                return other
    return None


def _by_subject(d: Draft, by_token: dict[int, Draft]) -> Draft | None:
    """الانفجار أودى بحياة, الغارات قصفت: the subject is an event."""
    if not d.verbal or d.clause is None:
        return None
    return _event_in(d.clause.subjects, by_token, d)


def _by_relative(d: Draft, by_token: dict[int, Draft]) -> Draft | None:
    """هجوم استهدف الحاجز, الهجوم الذي أوقع: the verb's relative clause stands after the event noun."""
    if d.clause is None or d.clause.relative_to is None:
        return None
    return _event_in([d.clause.relative_to], by_token, d)


def _by_phrase(d: Draft, drafts: list[Draft], clauses: ClauseReader, causal: frozenset[str]) -> Draft | None:
    """The nearest event noun behind a causal preposition in the clause, or the verb behind عندما / بعد أن."""
    best: Draft | None = None
    for other in drafts:
        if other is d or other.frame.counted in ("killed", "injured") or other.event_type not in _FORCE:
            continue
        if other.token > d.token:
            if best is None and _caused(d.token, other, clauses, causal):
                best = other
        elif best is None and _sentence_frame(other, d, clauses, causal):
            best = other
    return best


def _caused(a: int, other: Draft, clauses: ClauseReader, causal: frozenset[str]) -> bool:
    """Between token ``a`` and the event a causal preposition stands close before the event, and no new main clause begins."""
    tokens = clauses.tokens
    near = False
    for k in range(other.token, max(a, other.token - 5), -1):
        r = tokens[k].reading
        word = tokens[k].norm
        if word in causal or r.prep == "ب" or word.lstrip("و") in causal:
            near = True
            break
        if k != other.token and r.pos in ("verb",):
            break
    if not near:
        return False
    for k in range(a + 1, other.token):
        t = tokens[k]
        if t.raw in "؛":
            return False
        if t.reading.pos == "verb" and t.reading.conj and not t.reading.frames and not t.reading.lights:
            return False
    return True


def _sentence_frame(other: Draft, d: Draft, clauses: ClauseReader, causal: frozenset[str]) -> bool:
    """وفي هجوم على الحاجز قتل ثلاثة: the event noun stands before, behind a causal preposition, or its verb before with ف / ما أدى."""
    tokens = clauses.tokens
    if d.token - other.token > 30:
        return False
    if other.verbal:
        conj = d.reading.conj == "ف" or (d.light is not None and tokens[d.light.verb].reading.conj == "ف")
        led = any(tokens[k].norm in ("ما", "مما") for k in range(other.token + 1, d.token))
        return conj or led
    prep, _ = clauses.phrases.preposition(other.token)
    if prep in causal:
        return True
    k = other.token - 1
    while k >= 0 and k >= other.token - 3:
        if tokens[k].norm.lstrip("و") in causal:
            return True
        k -= 1
    return any(tokens[k].norm in ("ما", "مما") for k in range(other.token + 1, d.token))


def _share(d: Draft, cause: Draft) -> None:
    victim = d.frame.counted in ("killed", "injured", "captured", "materiel")
    same_victim = any(f.span == g.span for f in d.recipient for g in cause.actor)
    # who of two sides killed, اشتباكات بين أ وب does not say
    sided = len(cause.actor) > 1 and any("بين" in slot.preps for slot in cause.frame.actor or ())
    if not d.actor and cause.actor and not same_victim and not (victim and sided):
        d.actor = [Filler(f.span, f.entity, f.np, "doer of the linked event") for f in cause.actor]
        d.inherited.add("actor")
    if not cause.actor and d.actor and "actor" not in d.inherited and victim and not cause.verbal:
        cause.actor = [Filler(f.span, f.entity, f.np, "doer of the linked event") for f in d.actor]
        cause.inherited.add("actor")
    if d.mode is None and cause.mode is not None and d.event_type == cause.event_type:
        d.mode = cause.mode
    elif cause.mode is None and d.mode is not None and d.event_type == cause.event_type:
        cause.mode = d.mode
    if not d.location and cause.location:
        d.location = list(cause.location)
    elif not cause.location and d.location:
        cause.location = list(d.location)
    if d.date is None and not cause.lasting:
        d.date = cause.date
    elif cause.date is None and not d.lasting:
        cause.date = d.date
    if not cause.verbal and not cause.recipient and d.verbal and d.clause is not None and d.clause.relative_to is not None and not victim:
        cause.recipient = list(d.recipient)
