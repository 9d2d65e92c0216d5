"""Who does what a masdar names, where the masdar has no doer of its own: the subject, or the object, of the verb it depends on.

نجح سلاح الجو في تدمير (the air force destroys), حث الأطراف على وقف القتال (the sides stop), قوة لمحاربة التنظيم (the force fights).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.events.arguments import ArgumentReader
from marsad.events.draft import Draft

if TYPE_CHECKING:
    from marsad.events.clauses import Clause, ClauseReader
    from marsad.lexicon.entries import LightVerb
    from marsad.mentions.noun_phrase import NounPhrase

_WILLED = frozenset({"REJECT", "AGREE", "CONCEDE", "THREATEN", "MOBILIZE"})
"""Types of verbs whose object masdar is the subject's own act (ترفض التنازل), unlike what is condemned or reported."""

_SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
"""Types of acts done by speaking: a participle of them goes with the speaker."""
_CHAIN = 4
"""How many masdars that depend on one another are followed."""
_ABOVE_REACH = 8
"""How many tokens before a masdar the masdar may stand that it hangs on."""


def control(drafts: list[Draft], clauses: ClauseReader, arguments: ArgumentReader) -> None:
    """Fill the missing actors of masdars from what governs them."""
    by_token = {d.token: d for d in drafts}
    for d in drafts:
        if not d.recipient and not d.verbal:
            d.recipient = arguments.fillers(_undergoing(d, clauses), "recipient", "what it is said of")
            for f in d.recipient:
                d.explain("recipient: what it is said of", f.span)
        if d.actor or d.verbal or (d.frame.actor and d.frame.actor[0].how == "none"):
            continue
        if d.light is not None and _denies(d.light.entry):
            continue  # أدى إلى إصابة, تعرض لهجوم, صد هجوما: the carrying verb says that its subject does not do it
        # killing and wounding nouns have their doer from the attack, not from a controlling verb
        if d.frame.counted in ("killed", "injured") and d.frame.pos == "noun":
            continue
        found = (
            _circumstantial(d, clauses)
            or _partner(d, drafts)
            or _before(d, clauses)
            or _chain(d, clauses, by_token, arguments)
            or _governing(d, clauses, by_token, arguments)
            or _leading(d, clauses, arguments)
        )
        if found:
            d.actor = arguments.fillers(found, "actor", "controller")
            d.actor = [f for f in d.actor if not any(f.span == g.span for g in d.recipient)]
            for f in d.actor:
                d.explain("actor: of the verb it depends on", f.span)


def _undergoing(d: Draft, clauses: ClauseReader) -> list[NounPhrase]:
    """تنظيم داعش المتهم بالوقوف: the phrase before a passive participle."""
    if d.reading.form == "passive-participle":
        for chunk in clauses.phrases.chunks:
            if chunk.np is not None and chunk.np.first < d.token and (chunk.last == d.token - 1 or chunk.first < d.token <= chunk.last):
                return [chunk.np] if chunk.np.people or chunk.np.kind in ("vehicle", "building", "aircraft") else []
    return []


def _circumstantial(d: Draft, clauses: ClauseReader) -> list[NounPhrase]:
    """الجزائر متمسكة بالحل, قال النائب ... داعيا البرلمان إلى: a participle in place of a verb has the subject before it, first of all the speaker."""
    r = d.reading
    noun = r.form == "noun" and r.kind == "person" and d.event_type in _SPOKEN and clauses.tokens[d.token].norm.endswith(("ا", "ين"))  # داعيا
    if not (r.form == "active-participle" or noun) or r.det or r.conj:
        return []
    before = next((c.np for c in clauses.phrases.chunks if c.last == d.token - 1 and c.type == "np"), None)
    if before is not None and before.definite and before.people:
        return [before]
    nearest: list[NounPhrase] = []
    for v in range(d.token - 1, -1, -1):
        t = clauses.tokens[v]
        if t.raw in ".؛":
            break
        if t.reading.pos != "verb" or t.reading.form not in ("past", "present"):
            continue
        subjects = [s for s in clauses.clause(v).subjects if s.people]
        if subjects and t.reading.cues and d.event_type in _SPOKEN:
            return subjects
        nearest = nearest or subjects
    return nearest


def _partner(d: Draft, drafts: list[Draft]) -> list[NounPhrase]:
    """اقتحام المسلحين المنزل واختطاف صاحبه: a masdar joined to another shares its doer."""
    if d.reading.conj != "و" or d.reading.form != "masdar" or d.reading.prep:
        return []
    before = [g for g in drafts if g.token < d.token and not g.verbal and d.token - g.token < 12]
    if not before or before[-1].reading.form != "masdar":
        return []
    return [f.np for f in before[-1].actor if f.np is not None]


def _anchor(d: Draft, clauses: ClauseReader) -> int:
    """The masdar that carries the trigger (لشن هجمات), or the trigger itself: what hangs on the governing word."""
    return d.light.verb if d.light is not None and d.light.verb < d.token and clauses.tokens[d.light.verb].reading.form == "masdar" else d.token


def _chain(d: Draft, clauses: ClauseReader, by_token: dict[int, Draft], arguments: ArgumentReader) -> list[NounPhrase]:
    """قيامهم بمحاولة الهجوم, الامتناع عن استغلالها لتحريك أسلحة: a masdar that depends on masdars has the doer of the first that has one."""
    tokens = clauses.tokens
    i = _anchor(d, clauses)
    r = tokens[i].reading
    if r.form != "masdar" and r.prep != "ب" and (r.prep or r.conj or i == 0 or tokens[i - 1].reading.pos != "noun"):
        return []  # رفض إيقاف النار في معارك: a noun of fighting behind في only says where
    for _ in range(_CHAIN):
        m = _masdar_above(i, clauses, arguments)
        if m is None:
            break
        r = tokens[m].reading
        if r.cues:
            return []  # الإعلان عن تحرير المدينة: who tells of it does not do it
        known = by_token.get(m)
        if known is not None and known.frame.content == "demanded" and known.recipient:
            return [f.np for f in known.recipient if f.np is not None]
        if known is not None and known.actor:
            return [f.np for f in known.actor if f.np is not None]
        owners = _owners(m, i, clauses) if known is None else []
        if any(light.subject != "actor" for light in r.lights):
            # تعرضهم لإطلاق نار: they undergo it
            if owners and not d.recipient:
                d.recipient = arguments.fillers(owners, "recipient", "undergoes it")
            return []
        if owners:
            return owners
        i = m
    return _governing(d, clauses, by_token, arguments, i) if i != d.token else []


def _owners(m: int, i: int, clauses: ClauseReader) -> list[NounPhrase]:
    """Whose act the masdar at ``m`` names, by its pronoun or its genitive before token ``i``."""
    r = clauses.tokens[m].reading
    if r.suffix:
        return clauses.referents.doers(m, r.suffix)
    own = clauses.phrases.noun_phrase(m + 1) if not r.det and m + 1 < i else None
    if own is not None and own.first == m + 1 and not own.prep and not own.conj and (own.people or own.kind == "aircraft") and own.last < i:
        return clauses.phrases.coordinated(own)
    return []


def _masdar_above(i: int, clauses: ClauseReader, arguments: ArgumentReader) -> int | None:
    """The masdar that the masdar at token ``i`` hangs on: in its construct, as its object, behind a preposition, or joined by و."""
    tokens, phrases = clauses.tokens, clauses.phrases
    r = tokens[i].reading
    joined = r.conj == "و" or (i > 0 and tokens[i - 1].norm in ("او", "ثم"))
    start = i
    prep = r.prep
    if not prep and not joined:
        for back in (1, 2):
            word, at = phrases.preposition(i - back) if i >= back else ("", 0)
            if word and at == i:
                prep, start = word, i - back
                break
    if prep and prep not in arguments.lexicon.classes["complement"]:
        return None
    for m in range(start - 1, max(-1, start - 1 - _ABOVE_REACH), -1):
        t = tokens[m]
        u = t.reading
        if u.pos in ("verb", "sub", "rel") or t.raw in ".؛:":
            return None
        if u.pos != "noun" or m in phrases.marks.actors.cover or not (u.form == "masdar" or u.kind in ("idea", "event")):
            continue
        np = phrases.noun_phrase(m)
        close = np is not None and np.last >= start - 1
        if not prep and not joined:
            return m if m == i - 1 and not u.det else None
        if close or u.form == "masdar":
            return m
    return None


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
    for chunk in clauses.phrases.chunks_to(d.token - 1):
        if chunk.last == d.token - 1 and chunk.np is not None and chunk.np.people and not chunk.np.definite:
            return [chunk.np]
    return []


def _governing(d: Draft, clauses: ClauseReader, by_token: dict[int, Draft], arguments: ArgumentReader, at: int | None = None) -> list[NounPhrase]:
    """The subject or object of the verb that token ``at`` (the trigger, or the masdar that it depends on) hangs on."""
    tokens = clauses.tokens
    at = d.token if at is None else at
    for v in range(at - 1, max(-1, at - 25), -1):
        t = tokens[v]
        if t.raw in ".؛:":
            break
        leader = by_token.get(v)
        if leader is not None and leader is not d and _asks(leader):
            return [f.np for f in leader.recipient if f.np is not None]
        if t.reading.pos != "verb" or t.reading.form not in ("past", "present"):
            continue
        clause = clauses.clause(v)
        if clause.end < at:
            break
        lemma = arguments.lexicon.normal_lemma(t.reading)
        if lemma in arguments.lexicon.classes["about"]:
            return []
        if lemma in arguments.lexicon.classes["duty"]:
            # يجب على الطرفين الإفراج: who must do it stands behind على
            return [np for prep, np in clause.pps if prep == "علي" and np.people and np.last < at]
        how = _place_in(clause, d, at, clauses, arguments)
        if how is None:
            break
        governor = by_token.get(v)
        if governor is not None and governor.frame.counted in ("killed", "injured"):
            return []  # طفلان قتلا في القصف: nothing tells who does what they died in
        if governor is not None and governor.frame.content == "demanded" and governor.recipient:
            return [f.np for f in governor.recipient if f.np is not None]
        people = [o for o in clause.objects if o.people and not (o.first <= at <= o.last and o.sentence == d.sentence)]
        if how == "pp" and people:
            return people
        if clause.passive:
            return []
        return [s for s in clause.subjects if s.people or s.kind == "aircraft"]
    return []


def _denies(light: LightVerb) -> bool:
    """The carrying verb says that its subject does not do the act, or says who does."""
    return (light.subject in ("recipient", "location", "cause") and light.object != "actor") or (light.subject == "none" and light.noun.how != "subject")


def _asks(leader: Draft) -> bool:
    """داعيا البرلمان إلى مساءلتها: a participle that demands an act of someone."""
    return not leader.verbal and leader.reading.form != "masdar" and leader.frame.content == "demanded" and bool(leader.recipient)


def _place_in(clause: Clause, d: Draft, at: int, clauses: ClauseReader, arguments: ArgumentReader) -> str | None:
    """How the masdar hangs on the clause: in a prepositional complement (pp) or as an indefinite object."""
    for prep, np in clause.pps:
        if np.first <= at <= np.last and np.sentence == d.sentence:
            light = clauses.tokens[d.light.verb].reading.form == "masdar" if d.light is not None else False
            ok = prep in arguments.lexicon.classes["complement"] and (clauses.tokens[at].reading.form == "masdar" or light)
            return "pp" if ok else None
    verb = clauses.tokens[clause.verb].reading
    willed = not verb.cues and all(f.event in _WILLED for f in verb.frames)
    if any(f.event == "ACCUSE" for f in verb.frames):
        return None  # أدان المجلس قصف المدنيين
    for np in clause.objects:
        if np.sentence == d.sentence and np.first <= at <= np.last and (not clauses.tokens[at].reading.det or willed):
            return "object"
    return None
