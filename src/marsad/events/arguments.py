"""Roles: which phrase is the actor, which the recipient of a trigger, by its frame.

A verb asks its clause; a masdar or an event noun asks its genitive, its adjectives, its prepositional phrases, the light verb that
carries it and the relative clause that follows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.events.agreement import agrees_before
from marsad.events.draft import Draft, Filler, Light
from marsad.lexicon.entries import PEOPLE, Slot
from marsad.mentions.noun_phrase import NounPhrase
from marsad.mentions.phrases import TANWEEN

if TYPE_CHECKING:
    from marsad.events.clauses import Clause, ClauseReader
    from marsad.events.complements import Right
    from marsad.lexicon.entries import Frame, LightVerb
    from marsad.lexicon.grammar import Grammar
    from marsad.lexicon.word import Analysis

_MEANS = frozenset({"weapon", "materiel", "event"})
_VERB_DEFAULT = ((Slot("subject"),), (Slot("object"),))
_NOUN_DEFAULT = ((Slot("adjective"), Slot("idafa")), (Slot("prep", ("علي", "ضد")),))
_NO_ACTOR = frozenset({"event", "idea", "time", "document", "quantity", "unit", "nature", "food", "body", "sport", "money", "goods", "building"})

_ARMED = frozenset({"military", "group", "government", "state", "aircraft"})
_BETWEEN_REACH = 14
"""How many tokens behind a noun of fighting or talks its sides may stand."""


@dataclass(slots=True, eq=False)
class Parts:
    """All that can fill a role of one trigger, by where it stands."""

    subject: list[NounPhrase] = field(default_factory=list)
    object: list[NounPhrase] = field(default_factory=list)
    idafa: list[NounPhrase] = field(default_factory=list)
    adjective: list[Filler] = field(default_factory=list)
    pps: list[tuple[str, NounPhrase]] = field(default_factory=list)
    own: list[tuple[str, NounPhrase]] = field(default_factory=list)  # those that follow a noun itself, before any relative clause
    agent: list[NounPhrase] = field(default_factory=list)
    light_actor: list[NounPhrase] = field(default_factory=list)
    light_recipient: list[NounPhrase] = field(default_factory=list)
    light_location: list[NounPhrase] = field(default_factory=list)
    pronoun: bool = False  # the genitive or object is a pronoun suffix
    passive: bool = False
    end: int = 0


class ArgumentReader:
    """Reads the parts around triggers of one sentence."""

    def __init__(self, clauses: ClauseReader, lexicon: Grammar) -> None:
        self.clauses = clauses
        self.phrases = clauses.phrases
        self.tokens = clauses.tokens
        self.lexicon = lexicon

    # -- verbs ----------------------------------------------------------------------------------------------------------------

    def verb_parts(self, v: int, frame: Frame) -> Parts:
        """Parts of a finite verb."""
        clause = self.clauses.clause(v)
        r = self.tokens[v].reading
        parts = Parts(list(clause.subjects), list(clause.objects), pps=list(clause.pps), end=clause.end)
        parts.agent = self._agents(clause.pps, frame.event == "ASSAULT")
        parts.passive = clause.passive or (r.voice == "either" and self._reads_passive(clause, r, frame, parts))
        return parts

    @staticmethod
    def _force(r: Analysis) -> bool:
        return any(f.event == "ASSAULT" for f in r.frames)

    def _agents(self, pps: list[tuple[str, NounPhrase]], force: bool = True) -> list[NounPhrase]:
        """Doers behind من قبل, على يد ..., unless the phrase hangs on a participle before it (القوة المدربة على يد الأمريكيين)."""
        out: list[NounPhrase] = []
        for prep, np in pps:
            if prep == "ب" and force and np.sentence == self.clauses.sentence.index and self.tokens[np.head].reading.kind in _MEANS:
                # برصاص قوات الاحتلال, بنيران الجيش: whose weapon it is
                owner = self.phrases.noun_phrase(np.head + 1) if np.last > np.head and not self.tokens[np.head].reading.det else None
                if owner is not None and owner.people and owner.last <= np.last:
                    out.append(owner)
                continue
            if prep not in self.lexicon.classes["agent"]:
                continue
            k = np.first - len(prep.split()) - 1
            before = self.tokens[k].reading if np.sentence == self.clauses.sentence.index and k >= 0 else None
            if before is None or not (before.pos == "adj" and before.form == "passive-participle"):
                out += self.phrases.coordinated(np)
        return out

    def _reads_passive(self, clause: Clause, r: Analysis, frame: Frame, parts: Parts) -> bool:
        """قتل خمسة جنود, اعتقل ناشطان: a transitive verb that can be passive, with one phrase, which undergoes."""
        if r.suffix or (frame.recipient is not None and frame.recipient[0].how != "object"):
            return False
        if parts.agent:
            return True
        if clause.objects or not clause.subjects:
            return False
        subject = clause.subjects[0]
        if clause.dropped:
            # وقتل dropped: of victims just named it goes on in the passive
            return frame.counted in ("killed", "injured") and r.number == "p" and subject.count is not None
        if frame.counted in ("killed", "injured", "captured"):
            return subject.kind not in ("aircraft", "weapon", "event", "state", "military") or subject.count is not None
        if subject.kind == "person" and (subject.count is not None or not subject.definite):
            return True
        return not (subject.people or subject.kind in ("aircraft", "weapon", "vehicle", "event") or subject.actor is not None)

    # -- nouns ----------------------------------------------------------------------------------------------------------------

    def _victim(self, r: Analysis, j: int) -> NounPhrase | None:
        """مقتل صحفي, إصابة فلسطيني: an adjective of people right behind a noun of killing or wounding names the victim."""
        t = self.tokens[j]
        a = t.reading
        if a.pos != "adj" or a.det or a.prep or a.conj or self.lexicon.normal_lemma(r) not in self.lexicon.classes["suffered"]:
            return None
        person = any(x.pos == "noun" and x.kind == "person" and not (x.prep or x.conj or x.suffix) for x in t.word.analyses)
        if not person and a.kind != "nationality" and self.lexicon.normal_lemma(a) not in self.lexicon.classes["one"]:
            return None
        last = j
        while last + 1 < len(self.tokens) and self.tokens[last + 1].reading.pos == "adj" and not self.tokens[last + 1].reading.det:
            if self.tokens[last + 1].reading.conj or self.tokens[last + 1].reading.prep:
                break
            last += 1
        span = (t.stem_span()[0], self.tokens[last].end)
        return NounPhrase(j, last, j, span, "", "", "person", a.gender, a.number, core_last=last, sentence=self.clauses.sentence.index)

    def noun_parts(self, t: int, light: Light | None) -> Parts:
        """Parts of a masdar or an event noun."""
        tokens = self.tokens
        r = tokens[t].reading
        parts = Parts(end=t)
        j = t + 1
        if r.suffix:
            referent = self.clauses.referents.of(t, r.suffix, acting=r.pos == "noun" and r.form != "masdar")
            parts.pronoun = True
            if referent is not None:
                parts.idafa = [referent]
        elif not r.det and j < len(tokens) and not self._tanween(t):
            nxt = tokens[j].reading
            if (
                not nxt.prep
                and not nxt.conj
                and (
                    nxt.pos in ("noun", "name", "quant", "dem", "num")
                    or (nxt.pos == "adj" and nxt.det)
                    or j in self.phrases.marks.counts.starts
                    or j in self.phrases.marks.actors.starts
                )
            ):
                np = self.phrases.noun_phrase(j)
                if np is not None and np.first == j and not (nxt.pos == "adj" and j not in self.phrases.marks.counts.starts and np.actor is None):
                    parts.idafa = self.phrases.coordinated(np)
                    j = parts.idafa[-1].last + 1
            elif (victim := self._victim(r, j)) is not None:
                parts.idafa = self.phrases.coordinated(victim)
                j = parts.idafa[-1].last + 1
            elif nxt.conj == "و" and nxt.form in ("masdar", "noun") and nxt.pos == "noun" and not nxt.det and not nxt.prep:
                # مقتل وإصابة خمسة: the genitive is shared
                shared = self.noun_parts(j, None)
                parts.idafa = shared.idafa
        j = self._adjectives(t, j, parts)
        right = self.clauses.complements.right_of(j, noun=True)
        parts.pps, parts.own = right.pps, list(right.pps)
        parts.end = max(right.end, j - 1)
        parts.agent = self._agents(right.pps, self._force(r))
        lead = right.pps[0] if right.pps and not (parts.pronoun or parts.idafa or parts.agent) else None
        if lead is not None and lead[0] == "من" and lead[1].people and lead[1].first == j + 1:
            # بدعم من التحالف, قصف من القوات
            parts.agent = self.phrases.coordinated(lead[1])
        # a masdar may carry an accusative object after its subject: قصف الطيران مواقع التنظيم
        if parts.idafa and j < len(tokens):
            obj = self.phrases.noun_phrase(j)
            if obj is not None and obj.first == j and not obj.prep and not obj.conj and obj.kind not in ("time", "event"):
                parts.object = self.phrases.coordinated(obj)
        elif parts.pronoun and j < len(tokens):
            obj = self.phrases.noun_phrase(j)
            if obj is not None and not obj.prep and not obj.conj and obj.kind not in ("time", "event"):
                parts.object = self.phrases.coordinated(obj)
        self._relative_after(j, parts, right)
        if light is not None:
            self._lend(t, light, parts)
        return parts

    def _tanween(self, t: int) -> bool:
        raw = self.tokens[t].raw
        return not TANWEEN.isdisjoint(raw)

    def _adjectives(self, t: int, j: int, parts: Parts) -> int:
        """Skip adjectives of the trigger; a nationality or group adjective is a possible actor (الغارات الأمريكية)."""
        tokens = self.tokens
        definite = tokens[t].reading.det or bool(parts.idafa)
        while j < len(tokens):
            r = tokens[j].reading
            if tokens[j].word.shape != "arabic" or r.conj or r.prep or not (r.pos == "adj" or (r.guessed and r.pos == "noun")):
                break
            if r.pos == "noun" and not (r.det and definite):
                break
            if r.det != definite and r.pos == "adj" and not r.guessed and not (r.det and definite):
                break
            actor = self._adjective_actor(j)
            if actor is not None:
                parts.adjective.append(actor)
            j += 1
        return j

    def _adjective_actor(self, j: int) -> Filler | None:
        t = self.tokens[j]
        for _, _, values in self.lexicon.names_at([t.word], 0):
            for actor_id, role in values:
                if role in ("adjective", "member") and not self.lexicon.actors[actor_id].needs:
                    return Filler(t.span(t.reading.start), actor_id, None, "nationality adjective")
        return None

    def _relative_after(self, j: int, parts: Parts, right: Right) -> None:
        """الغارات التي شنها التحالف على, هجوما استهدف: the relative clause after a noun gives its doer and its target."""
        tokens = self.tokens
        k = right.end + 1
        if k < len(tokens) and tokens[k].reading.pos == "rel":
            k += 1
        while k + 1 < len(tokens) and tokens[k].reading.lemma in self.clauses.auxiliaries and tokens[k + 1].reading.pos == "verb":
            k += 1  # هدنة كان يلتزمها الطرفان
        if k >= len(tokens) or tokens[k].reading.pos != "verb" or tokens[k].reading.conj:
            return
        r = tokens[k].reading
        last = right.pps[-1][1] if right.pps else None
        if last is not None and last.kind == "event" and last.last == right.end and agrees_before(r, last):
            return  # التنديد بالغارات التي شنها: the nearer event is what the clause tells of
        for light in r.lights:
            if (light.noun.how == "object" and r.suffix) or self._taken_up(light.noun, k):
                clause = self.clauses.clause(k)
                subjects = [s for s in clause.subjects if s.first > k] or clause.subjects
                if light.subject == "actor":
                    parts.light_actor = subjects
                elif light.subject == "location":
                    parts.light_location = subjects
                parts.pps += clause.pps
                parts.end = max(parts.end, clause.end)
                return
            if light.noun.how == "subject" and not r.suffix:
                clause = self.clauses.clause(k)
                parts.light_actor.extend(self._doer(light, clause.pps))
                if light.object == "recipient":
                    parts.light_recipient = [o for o in clause.objects if o.first > k] or [s for s in clause.subjects if s.first > k]
                parts.pps += clause.pps
                parts.end = max(parts.end, clause.end)
                return

    def _taken_up(self, noun: Slot, v: int) -> bool:
        """القصف الذي تقوم به الطائرات: the pronoun behind the verb's preposition stands for the noun."""
        if noun.how != "prep" or v + 1 >= len(self.tokens):
            return False
        r = self.tokens[v + 1].reading
        return r.pos == "prep" and bool(r.suffix) and self.lexicon.normal_lemma(r) in noun.preps

    def _doer(self, light: LightVerb, pps: list[tuple[str, NounPhrase]]) -> list[NounPhrase]:
        """Who the light verb says behind a preposition did it (نسب إلى)."""
        return [n for p, np in pps if light.actor is not None and p in light.actor.preps for n in self.phrases.coordinated(np)]

    def _lend(self, t: int, light: Light, parts: Parts) -> None:
        """The light verb's subject and phrases become the noun's."""
        clause = light.clause
        entry = light.entry
        if entry.noun.how != "subject":
            target = {"actor": parts.light_actor, "recipient": parts.light_recipient, "location": parts.light_location}.get(entry.subject)
            if target is not None and not clause.passive:
                target.extend(clause.subjects)
        elif entry.object == "recipient":
            parts.light_recipient.extend(clause.objects)
        parts.light_actor.extend(self._doer(entry, clause.pps))
        if entry.object == "actor" and not clause.passive:
            parts.light_actor.extend(clause.objects)  # أجبر القصف السكان على الفرار
        known = {np for _, np in parts.pps}
        # the phrase that holds the noun itself is none of its arguments
        parts.pps += [(p, np) for p, np in clause.pps if np not in known and not (np.first <= t <= np.last)]
        parts.end = max(parts.end, clause.end)

    # -- roles ----------------------------------------------------------------------------------------------------------------

    def fill(self, frame: Frame, parts: Parts, verbal: bool, slots: tuple[Slot, ...] | None, role: str) -> list[Filler]:
        """The fillers of ``role`` by its slots, first that yields any."""
        if slots is None:
            slots = self._default(frame, verbal, parts, role)
        for slot in slots:
            found = self._slot(slot, parts, verbal, role, frame)
            if found:
                return found
        return []

    def _default(self, frame: Frame, verbal: bool, parts: Parts, role: str) -> tuple[Slot, ...]:
        if frame.pos == "verb":
            return _VERB_DEFAULT[0] if role == "actor" else _VERB_DEFAULT[1]
        return _NOUN_DEFAULT[0] if role == "actor" else _NOUN_DEFAULT[1]

    def _slot(self, slot: Slot, parts: Parts, verbal: bool, role: str, frame: Frame) -> list[Filler]:
        how = slot.how
        if how == "none":
            return []
        if how == "prep":
            # a doer stands right behind the noun; sides may stand behind the verb that carries it (اندلعت معارك بين)
            pps = parts.own if role == "actor" and not verbal and "بين" not in slot.preps else parts.pps
            nps = [n for p, np in pps if p in slot.preps for n in self.phrases.coordinated(np)]
            if role == "actor" and frame.pos == "verb" and not verbal and slot.preps == ("ل",):
                nps = [n for n in nps if self._armed(n)]
            elif role == "recipient" and frame.event == "TERRITORY":
                nps = [h for n in nps if (h := self._holder(n)) is not None]
            return self.fillers(nps, role, "prep")
        if how == "adjective":
            return parts.adjective if role == "actor" else []
        if how == "idafa":
            nps = parts.idafa
            if role == "actor" and frame.pos == "verb" and frame.event == "ASSAULT":
                nps = [n for n in nps if self._armed(n)]
            return self.fillers(nps, role, how)
        if verbal:
            return self._verbal(how, parts, role)
        return self._masdar(how, parts, role, frame)

    def _holder(self, np: NounPhrase) -> NounPhrase | None:
        """Who loses the place: تحريرها من الميليشيات, من قبضة الحوثيين."""
        if np.sentence == self.clauses.sentence.index and self.tokens[np.head].reading.frames and not self.tokens[np.head].reading.det:
            inner = self.phrases.noun_phrase(np.head + 1)
            return inner if inner is not None and inner.last <= np.last and self._armed(inner) else None
        return np if self._armed(np) else None

    @staticmethod
    def _armed(np: NounPhrase) -> bool:
        """Forces, groups, states and their aircraft: they shell; people without arms are shelled."""
        return np.kind in _ARMED and np.count is None

    def _act(self, np: NounPhrase) -> bool:
        """لقتل: a masdar behind ل is a purpose."""
        return np.sentence == self.clauses.sentence.index and self.tokens[np.head].reading.form == "masdar"

    def _verbal(self, how: str, parts: Parts, role: str) -> list[Filler]:
        if parts.passive:
            if how == "subject":
                return self.fillers(parts.agent, role, "agent")
            return self.fillers(parts.subject or parts.object, role, "passive subject")
        nps = parts.subject if how == "subject" else parts.object
        return self.fillers(nps, role, how)

    def _masdar(self, how: str, parts: Parts, role: str, frame: Frame) -> list[Filler]:
        """A masdar has one genitive: its object where it is transitive and has no other object, else its subject."""
        transitive = frame.recipient is None or any(s.how == "object" for s in frame.recipient)
        close = parts.idafa[-1].last + 1 if parts.idafa else -1
        behind = [np for p, np in parts.own if p == "ل" and not self._act(np) and (not parts.idafa or parts.pronoun or np.first == close)]
        with_l = [n for np in behind for n in self.phrases.coordinated(np)]
        two = bool(parts.object) or bool(with_l and parts.idafa)
        if how == "subject":
            if parts.agent:
                return self.fillers(parts.agent, role, "agent")
            if two or (not transitive and parts.idafa):
                found = self.fillers(parts.idafa, role, "genitive subject")
                if found:
                    return found
            if parts.light_actor:
                return self.fillers(parts.light_actor, role, "light verb")
            return parts.adjective
        if two:
            return self.fillers(parts.object or with_l, role, "masdar object")
        return self.fillers(parts.idafa or with_l or parts.light_recipient, role, "genitive object")

    def sides(self, frame: Frame, parts: Parts, draft: Draft) -> None:
        """Two-sided fighting (a frame whose actors stand after بين): who is fought with (مع) is a side too, and all sides are actors."""
        preps = {p for slot in frame.actor or () for p in slot.preps}
        if "بين" not in preps:
            return
        if not draft.actor and not draft.verbal:
            draft.actor = self.fillers(self._between(draft.token), "actor", "both sides")
        others = self.fillers([n for p, np in parts.pps if p == "مع" for n in self.phrases.coordinated(np)], "actor", "other side")
        known = {f.span for f in draft.actor}
        draft.actor += [f for f in others if f.span not in known and f.np is not None and f.np.people]
        sides = {f.span for f in draft.actor}
        draft.recipient = [f for f in draft.recipient if f.span not in sides]

    def _between(self, t: int) -> list[NounPhrase]:
        """Sides that stand further on: محادثات في جنيف أمس، بين الوزيرين; or one of them a pronoun: اشتباكات بينها وبين الجيش."""
        tokens = self.tokens
        for k in range(t + 1, min(t + _BETWEEN_REACH, len(tokens))):
            r = tokens[k].reading
            if tokens[k].raw in ".؛:" or r.pos in ("sub", "rel") or (r.pos == "verb" and not r.lights):
                break
            if r.pos == "prep" and r.suffix and self.lexicon.normal_lemma(r) == "بين":
                prep, at = self.phrases.preposition(k + 1)
                other = self.phrases.noun_phrase(at) if prep == "بين" else None
                one = self.clauses.referents.of(t, r.suffix, acting=True) if other is not None else None
                return [] if other is None else [*([one] if one is not None else []), *self.phrases.coordinated(other)]
            if self.phrases.preposition(k)[0] == "بين":
                np = self.phrases.noun_phrase(self.phrases.preposition(k)[1])
                return [n for n in self.phrases.coordinated(np) if n.people] if np is not None else []
        return []

    def fillers(self, nps: list[NounPhrase], role: str, how: str) -> list[Filler]:
        """Phrases as fillers of ``role``, without those that cannot fill it."""
        out: list[Filler] = []
        for np in nps:
            if role == "actor" and not self.can_act(np):
                continue
            if role == "recipient" and (np.kind == "time" or self.only_place(np)):
                continue
            entity = getattr(np.actor, "entity", None)
            if any(f.span == np.span for f in out):
                continue
            out.append(Filler(np.span, entity, np, how))
        return out

    @staticmethod
    def can_act(np: NounPhrase) -> bool:
        """Phrases that can be an actor: all but events, ideas, times and things that do nothing."""
        if np.actor is not None:
            return True
        return np.kind not in _NO_ACTOR and np.kind != "place"

    def only_place(self, np: NounPhrase) -> bool:
        """The phrase is a place and no more (مدينة حلب): a location, not a recipient."""
        if np.actor is not None and np.place is None:
            return getattr(np.actor, "kind", "") == "state" and False
        if np.place is not None and np.kind == "place":
            if getattr(np.place, "precision", "") == "building":
                return False  # a named building or base that is attacked is a recipient too
            if np.sentence != self.clauses.sentence.index:
                return True
            head = self.tokens[np.head].reading
            return np.head >= getattr(np.place, "first", -1) or head.number != "p"
        return False


def kind_in(np: NounPhrase | None, kinds: frozenset[str]) -> bool:
    """The phrase's kind is one of ``kinds`` (``people`` and ``any`` are understood)."""
    if np is None:
        return False
    if "any" in kinds:
        return True
    kind = getattr(np.actor, "kind", None) or np.kind
    return kind in kinds or np.kind in kinds or ("people" in kinds and (kind in PEOPLE or np.people))
