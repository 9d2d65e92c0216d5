"""A run: the feed, then the page of each article that is new."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from marsad.article.feeds import parse_feed
from marsad.article.fetch.keep import Shelf
from marsad.article.fetch.polite import Visitor
from marsad.article.fetch.web import Response, Web, WebError
from marsad.article.items import BadItem, Note
from marsad.article.limits import MIN_ARABIC
from marsad.article.webpage import read_page
from marsad.errors import InputError, NotArabicError
from marsad.orthography import arabic_share
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from pathlib import Path

    from marsad.article.items import Noter

_NAMED_FEED = re.compile(r"<link\b(?=[^>]{0,500}\btype\s*=\s*[\"']?application/(?:rss|atom)\+xml)[^>]{0,500}?\bhref\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_LEAST_OWN = 40
"""Letters of an item's own text that stand for the article where its page cannot be had."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How to fetch.

    Parameters
    ----------
    feed_only: take the articles as the feed has them, ask for no page.
    most: most new articles of the feed in this run; None: all.
    delay: least seconds between two requests to one host.
    timeout: seconds without an answer after which we give up.
    deadline: seconds after which we give up however slowly a server goes on.
    contact: an address for publishers, told to servers with our name.
    """

    feed_only: bool = False
    most: int | None = None
    delay: float = 1.0
    timeout: float = 20.0
    deadline: float = 60.0
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """An article that is new on disk, or (``new`` false) an item that was there already."""

    id: str
    new: bool = True


def fetch_feed(url: str, output: Path, version: str, options: FetchOptions, note: Noter) -> Iterator[Added | BadItem]:
    """Fetch what is new in a feed and append it to a file, as it goes.

    Parameters
    ----------
    url: address of the feed.
    output: JSON Lines file that articles are appended to; what is known of the feed is kept beside it.
    version: of this program, told to servers.
    note: is told of what was put right.

    Yields
    ------
    One thing for each item of the feed: that it was added or known, or why it could not be had. An item that may be had later is asked
    for again in the next run.

    Raises
    ------
    InputError: the feed itself cannot be had.
    OutputError: the file cannot be written.
    """
    agent = f"marsad/{version} (reads news feeds in Arabic{'; ' + options.contact if options.contact else ''})"
    visitor = Visitor(Web(agent, options.timeout, options.deadline), options.delay)
    with Shelf(output, url) as shelf:
        if shelf.mended:
            note(Note(str(output), None, f"A line at its end that had been cut off ({shelf.mended} bytes) is taken away"))
        state = shelf.state
        asked = {"If-None-Match": state.etag or "", "If-Modified-Since": state.modified or ""}
        answer = visitor.get(url, {k: v for k, v in asked.items() if v})
        if answer.status == 304:
            note(Note(url, None, "The feed has not changed"))
            return
        if _is_page(answer):
            raise _no_feed(answer, url)
        feed = parse_feed(answer.body, url, note)
        if not feed.whole:
            note(Note(url, None, "The feed breaks off, and its last item with it"))
        complete, added = feed.whole, 0
        try:
            for _, item in feed.items:
                if shelf.knows(item.id):
                    yield Added(item.id, new=False)
                    continue
                if options.most is not None and added >= options.most:
                    complete = False
                    break
                article, trouble = _article(item, url, visitor, options)
                if article is not None:
                    shelf.add(article)
                    added += 1
                    yield Added(article.id)
                elif isinstance(trouble, WebError) and not trouble.lasting:
                    complete = False
                else:
                    shelf.done(item.id)
                if trouble is not None:
                    yield BadItem(trouble, item.id)
            if complete:  # else the next run must see the items again
                state.etag, state.modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        finally:
            shelf.save()


def _is_page(answer: Response) -> bool:
    return re.match(rb"\s*(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", answer.body[:2000], re.IGNORECASE | re.DOTALL) is not None


def _no_feed(answer: Response, url: str) -> InputError:
    named = _NAMED_FEED.search(answer.body[:200_000].decode("utf-8", "replace"))
    hint = f"The page names one: {urllib.parse.urljoin(answer.url, named[1])}" if named else "Give the address of RSS or Atom."
    return InputError("The address is that of a page, not of a feed", where=url, hint=hint)


def _article(item: Article, feed: str, visitor: Visitor, options: FetchOptions) -> tuple[Article | None, InputError | None]:
    """The article of an item, from its page where that can be had, and what went wrong."""
    own = msgspec.structs.replace(item, provenance=_provenance(item, feed))
    if options.feed_only or not item.url:
        return _if_arabic(own)
    try:
        page = _page(item, visitor)
    except WebError as error:
        if not error.lasting:
            return None, error
        return (own if _stands_alone(own) else None), error
    except InputError as error:
        return (own if _stands_alone(own) else None), error
    text = page.text if len(page.text) >= len(item.text) else item.text
    return _if_arabic(
        msgspec.structs.replace(
            own,
            text=text,
            title=item.title or page.title,
            publisher=page.publisher or item.publisher,
            published=item.published or page.published,
            url=page.url or item.url,
        )
    )


def _page(item: Article, visitor: Visitor) -> Article:
    assert item.url is not None
    answer = visitor.get(item.url)
    if answer.kind not in ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"):
        raise WebError(f"The address holds no page but {answer.kind[:60]}", item.url, "Save it and give the file.", lasting=True)
    page, _ = read_page(answer.body, item.url, item.id, answer.charset)
    return msgspec.structs.replace(page, url=page.url or answer.url)


def _provenance(item: Article, feed: str) -> Provenance:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Provenance(format="web", time=item.provenance.time if item.provenance else None, feed=feed, fetched=now)


def _stands_alone(article: Article) -> bool:
    return len(article.text) >= _LEAST_OWN and arabic_share(article.text) >= MIN_ARABIC


def _if_arabic(article: Article) -> tuple[Article | None, InputError | None]:
    if not article.text.strip():
        return None, InputError("The item has no text", where=article.url or article.id, hint="Leave it.")
    if arabic_share(article.text) < MIN_ARABIC:
        return None, NotArabicError("The text is not Arabic", where=article.url or article.id, hint="marsad reads Arabic only.")
    return article, None
