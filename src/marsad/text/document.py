"""A read article: sentences of tokens, with quotations and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.record import Article
    from marsad.text.tokens import Token


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence.

    Parameters
    ----------
    index: position in the document.
    start, end: code points in the article's text.
    tokens: written words and punctuation; quotation marks, # and _ are left out.
    paragraph: index of the paragraph (line) it stands in.
    role: "title", "body" or "furniture" (share buttons, tag lines, repeated captions: read but not coded).
    quotes: token ranges (first, one past last) that stand between quotation marks.
    opens_quoted: the sentence begins inside a quotation opened in an earlier one.
    """

    index: int
    start: int
    end: int
    tokens: list[Token]
    paragraph: int
    role: str = "body"
    quotes: list[tuple[int, int]] = field(default_factory=list)
    opens_quoted: bool = False

    def quoted(self, i: int) -> bool:
        """True where token ``i`` stands between quotation marks."""
        return any(a <= i < b for a, b in self.quotes)


@dataclass(slots=True, eq=False)
class Document:
    """A read article.

    Parameters
    ----------
    article: with its day of publication, if that is given or the text or the address states it.
    day: ISO date (or prefix of one) that أمس and اليوم count from, None where not known.
    """

    article: Article
    sentences: list[Sentence]
    day: str | None = None

    @property
    def text(self) -> str:
        return self.article.text
