"""The only module that knows the order of the steps: article -> text -> mentions -> events -> record."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from marsad.events.code import Coding, code_events
from marsad.events.confidence import ConfidenceTable
from marsad.events.finance import MeansTable, read_finance
from marsad.events.relations import RelationTable, read_relations
from marsad.lexicon import Lexicon
from marsad.lexicon.grammar import Grammar
from marsad.mentions.find import MentionFinder, Mentions
from marsad.record import Article, Record
from marsad.text.document import Document
from marsad.text.reading import choose_readings
from marsad.text.segment import read_document


@dataclass(frozen=True, slots=True, eq=False)
class Derivation:
    """All that was read on the way to a record: for ``marsad explain``."""

    document: Document
    mentions: Mentions
    coding: Coding
    record: Record


class Coder:
    """Codes articles. Loading takes a moment; one coder then serves any number of articles.

    Parameters
    ----------
    data: folders with the layout of the data files, which add entries or override those with the same id.

    Raises
    ------
    DataError: a data file breaks its format.
    """

    def __init__(self, *data: str | Path) -> None:
        self.lexicon = Lexicon.load(*(Path(d) for d in data))
        self._grammar = Grammar(self.lexicon)
        self._mentions = MentionFinder(self._grammar)
        self._relations = RelationTable(self.lexicon.table("ar/relations.tsv"))
        self._means = MeansTable(self.lexicon.table("ar/finance_means.tsv"))
        self._confidence = ConfidenceTable(self.lexicon.table("ar/confidence.tsv"))
        gc.freeze()  # the tables stay as long as the program: no need to walk them again and again

    def code(self, article: Article | str) -> Record:
        """Code one article (or a bare text) and return its record."""
        return self.derive(article, explain=False).record

    def code_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        """Code articles one after the other, as they come."""
        for article in articles:
            yield self.code(article)

    def derive(self, article: Article | str, explain: bool = True) -> Derivation:
        """Code one article and keep the derivation."""
        if isinstance(article, str):
            article = Article(id="text", text=article)
        document = read_document(article, self._grammar)
        for sentence in document.sentences:
            choose_readings(sentence.tokens, self._grammar.auxiliaries, self._grammar.classes)
        mentions = self._mentions.find(document)
        coding = code_events(document, mentions.marks, self._grammar, self._confidence, explain)
        record = Record(
            id=article.id,
            article=document.article,
            events=tuple(coding.events),
            places=tuple(mentions.place_mentions()),
            actors=tuple(mentions.actor_mentions()),
            relations=tuple(read_relations(document, coding, self._grammar, self._relations)),
            finance=tuple(read_finance(document, coding, self._grammar, self._means)),
        )
        return Derivation(document, mentions, coding, record)
