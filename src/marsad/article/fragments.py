"""HTML inside other formats (items of feeds, cells of tables, messages): to paragraphs of plain text."""

from __future__ import annotations

import html
import re

_MARKUP = re.compile(r"</(?:p|div|span|a|b|strong|em|h\d|ul|li|td|blockquote|article|section)\s*>|<br\s*/?>|<(?:p|img|div)\b[^<>]{0,500}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:nbsp|quot|amp|lt|gt|laquo|raquo|#\d{2,5}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "figcaption",
        "button",
        "form",
        "nav",
        "video",
        "audio",
        "select",
        "head",
        "title",
    ]
)
_TRAILER = re.compile(  # what WordPress adds to each item of a feed
    r"^(?:The post .{1,300} appeared first on .{1,100}|ظهرت المقالة .{1,300} أولا[ًً]? على .{1,100}|(?:اقرأ المزيد|إقرأ المزيد|المزيد|Read more)\W*)$",
    re.IGNORECASE,
)


def looks_like_markup(text: str) -> bool:
    """Whether a text holds HTML: a closing tag, a line break, or an entity."""
    return ("<" in text and _MARKUP.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def text_of_fragment(fragment: str) -> str:
    """The text of a piece of HTML, a blank line between its paragraphs; scripts, captions, forms and the trailer of a feed left out."""
    if "<" not in fragment:
        return _tidy(html.unescape(fragment))
    from lxml import etree
    from lxml.html import HTMLParser

    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(f"<div>{fragment}</div>".encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        return _tidy(html.unescape(re.sub(r"<[^<>]*>", "\n", fragment)))
    parts: list[str] = []
    skipping = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            skipping += tag in _DROPPED
            if not skipping:
                parts.append("\n" if tag in _BLOCKS else "")
                parts.append(_flat(node.text))
        else:
            if not skipping and tag in _BLOCKS:
                parts.append("\n")
            skipping -= tag in _DROPPED
            if not skipping:
                parts.append(_flat(node.tail))
    return _tidy("".join(parts))


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\xa0]+", " ", text) if text else ""


def _tidy(text: str) -> str:
    lines = (" ".join(line.replace("\xa0", " ").split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line and not _TRAILER.match(line))
