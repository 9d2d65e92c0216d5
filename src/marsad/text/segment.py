"""From the text of an article to sentences of tokens.

A line break ends a paragraph; a full stop, question or exclamation mark ends a sentence, unless it stands inside a
number or an
abbreviation. Two dots are a pause in headlines, not an end. Quotation marks are not tokens, what they enclose is kept
as a range.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import structs

from marsad.article.published import day_spoken_from, stated_day
from marsad.orthography import normalise
from marsad.text.document import Document, Sentence
from marsad.text.tokens import TOKEN, Token, span_of

if TYPE_CHECKING:
    from marsad.lexicon.grammar import Grammar
    from marsad.record import Article

_OPEN, _CLOSE = "«“„‹", "»”›"
_EITHER = "\"'‘’"
_QUOTES = frozenset(_OPEN + _CLOSE + _EITHER)
_ENDERS = frozenset(".!?؟…")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_FURNITURE_WORDS = 15
"""A longer line that begins with words of the page goes on with the article (share buttons run into the first
sentence)."""
_SHORT_LINE = 140
_MAX_TOKENS, _MOST_TOKENS = 220, 400
"""A run-on paragraph without stops is cut at the first comma after so many tokens, at the latest after so many: work
stays linear."""


def read_document(article: Article, lexicon: Grammar) -> Document:
    """Split an article into sentences and look every word up.

    Parameters
    ----------
    article: its ``text`` is read as it is; ``title`` is not part of it. Where ``published`` is not given, what the text or the address
        states is taken.
    lexicon: gives the analyses of the words.
    """
    sentences: list[Sentence] = []
    furniture = _Furniture(article, lexicon)
    for paragraph, line in enumerate(_LINE.finditer(article.text)):
        for start, end, role in furniture.pieces(article.text, line.start(), line.end(), paragraph):
            _read_line(article.text, start, end, paragraph, lexicon, sentences, furniture, role)
    if article.published is None and (stated := stated_day(article.text, article.url)) is not None:
        article = structs.replace(article, published=stated)
    return Document(article, sentences, day_spoken_from(article.text, article.published))


def _read_line(
    text: str,
    start: int,
    end: int,
    paragraph: int,
    lexicon: Grammar,
    out: list[Sentence],
    furniture: _Furniture,
    role: str,
) -> None:
    tokens: list[Token] = []
    quotes: list[tuple[int, int]] = []
    opened: int | None = None
    carried = False
    known = lexicon.words
    for m in TOKEN.finditer(text, start, end):
        a, b = m.span()
        word = known.get(m[0])
        if word is None:
            span = span_of(m)
            if span is None:
                continue
            a, b, shape = span
            word = lexicon.analyse(text[a:b], shape)
        punct = word.shape == "punct"
        n = len(tokens)
        ends = False
        if punct:
            char = text[a]
            if char in _QUOTES:
                if opened is None and char not in _CLOSE:
                    opened = n
                elif opened is not None and char not in _OPEN:
                    if n:
                        quotes.append((opened, n))
                    else:
                        carried = False  # the mark closes what ended with the sentence before
                    opened = None
                continue
            ends = char in _ENDERS and b - a != 2
        tokens.append(Token(n, a, b, word, word.analyses[0], word.norm, word.raw))
        n += 1
        if ends or (n >= _MAX_TOKENS and (punct or n >= _MOST_TOKENS)):
            _close(out, tokens, quotes, opened, carried, paragraph, role, furniture)
            carried = opened is not None
            opened = 0 if carried else None
            tokens, quotes = [], []
    _close(out, tokens, quotes, opened, carried, paragraph, role, furniture)


def _close(
    out: list[Sentence],
    tokens: list[Token],
    quotes: list[tuple[int, int]],
    opened: int | None,
    carried: bool,
    paragraph: int,
    role: str,
    furniture: _Furniture,
) -> None:
    if not any(t.word.shape != "punct" for t in tokens):
        return
    if opened is not None and opened < len(tokens):
        quotes = [*quotes, (opened, len(tokens))]
    if role == "body" and furniture.opens(tokens):
        role = "furniture"
    out.append(Sentence(len(out), tokens[0].start, tokens[-1].end, tokens, paragraph, role, quotes, carried))


class _Furniture:
    """Tells lines of the page from lines of the article."""

    def __init__(self, article: Article, lexicon: Grammar) -> None:
        self.title = normalise(article.title or "")
        self.phrases = lexicon.furniture
        self.heads = [phrase for phrase in lexicon.post_heads if phrase in article.text]
        self.tails = [phrase for phrase in lexicon.post_tails if phrase in article.text]
        self.foot = False  # the foot of a post has begun: comments follow
        self.keys: dict[str, str] = {}  # line -> its normalised words
        # a line that comes back word for word is a caption or a button, not a statement made twice
        self.seen = Counter(self.key(line) for line in _LINE.findall(article.text) if len(line) < _SHORT_LINE)

    def key(self, line: str) -> str:
        """The normalised words of a line."""
        known = self.keys.get(line)
        if known is None:
            known = self.keys[line] = normalise(line)
        return known

    def pieces(self, text: str, start: int, end: int, paragraph: int) -> list[tuple[int, int, str]]:
        """A line in pieces with their roles: what stands before the end of a post's head and from its foot on is no
        part of it."""
        out: list[tuple[int, int, str]] = []
        body = start
        for phrase in self.heads:
            at = text.rfind(phrase, start, end)
            if at >= 0:
                body = max(body, at + len(phrase))
        if body > start:
            self.foot = False
            out.append((start, body, "furniture"))
        if self.foot:
            return [(start, end, "furniture")]
        tail = min((at for at in (text.find(p, body, end) for p in self.tails) if at >= 0), default=end)
        if tail > body:
            out.append((body, tail, self.role(text[body:tail], paragraph)))
        if tail < end:
            self.foot = True
            out.append((tail, end, "furniture"))
        return out

    def opens(self, tokens: list[Token]) -> bool:
        """A sentence inside a line begins with words of the page (… شخص. رابط الخبر بصحيفة ...)."""
        if len(tokens) > _FURNITURE_WORDS:
            return False
        return self.begins(" ".join(t.norm for t in tokens[:4] if t.norm))

    def begins(self, words: str) -> bool:
        """Whether normalised words begin with words of the page."""
        first = words.partition(" ")[0]
        return any(words == p or words.startswith(p + " ") for p in self.phrases.get(first, ()))

    def role(self, line: str, paragraph: int) -> str:
        if len(line) >= max(_SHORT_LINE, 2 * len(self.title)):
            return "body"
        key = self.key(line)
        if not key:
            return "furniture"
        if key.count(" ") < _FURNITURE_WORDS and self.begins(key):
            return "furniture"
        if paragraph == 0 and self.title and key == self.title:
            return "title"
        if self.seen[key] > 1 and len(key.split()) < 12:
            return "furniture"
        if paragraph > 0 and self.title and key == self.title:
            return "furniture"
        return "body"
