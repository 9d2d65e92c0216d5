"""Telegram Desktop's export, ``result.json``: of one chat or of an account; each message an article.

Replies, forwards and edits are kept as provenance. Names of those who write in groups are not: they are private persons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from marsad.article.dates import read_date, read_time
from marsad.article.fields import whole
from marsad.article.items import Note
from marsad.article.jsonstream import JsonStream
from marsad.errors import InputError
from marsad.orthography import arabic_share
from marsad.record import Article, Provenance

if TYPE_CHECKING:
    from marsad.article.items import Item, Reading
    from marsad.article.source import Source

_HEAD = re.compile(r'"(?:messages"\s*:\s*\[|chats"\s*:\s*\{|left_chats"\s*:\s*\{|personal_information"\s*:\s*\{)')
_PRIVATE = ("personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes")
_LONGEST_CHAIN = 20
_SAME_MOMENT = 2
"""Seconds between the messages of an album, at most."""
_MEDIA = ("photo", "file", "media_type")


def looks_like_export(start: str) -> bool:
    """Whether JSON begins as an export of Telegram Desktop does."""
    return start.startswith("{") and _HEAD.search(start) is not None


@dataclass(slots=True)
class _Chat:
    """A chat while it is read. ``parents``: message -> the message that it answers."""

    name: str | None = None
    kind: str = ""
    id: str = ""
    parents: dict[int, int] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)

    def key(self, message: int) -> str:
        """The id of an article."""
        return f"telegram-{self.id or self.name or 'chat'}-{message}"


def read_export(source: Source, reading: Reading) -> Iterator[Item]:
    """(message, article or what is wrong) for each message with text; of an account all channels and groups."""
    stream = JsonStream(source.chunks(), source.name)
    chat, private = _Chat(), 0
    for key in stream.fields():
        if key in ("chats", "left_chats"):
            for inner in stream.fields():
                if inner != "list":
                    stream.skip()
                    continue
                for _ in stream.items():
                    found = _Chat()
                    yield from _read_chat(stream, found, source.name, reading)
                    private += found.kind in _PRIVATE
        elif key == "messages":
            yield from _read_messages(stream, chat, source.name, reading)
            _tell(chat, source.name, reading)
        else:
            _take(stream, key, chat)
    if private:
        reading.note(Note(source.name, None, f"{private} private {'chat is' if private == 1 else 'chats are'} passed over; export one by itself to read it"))


def _take(stream: JsonStream, key: str, chat: _Chat) -> None:
    if key in ("name", "type", "id") and stream.peek() not in ("{", "["):
        value = stream.value()
        if key == "name":
            chat.name = whole(value) if isinstance(value, str) and value.strip() else None
        elif key == "type":
            chat.kind = str(value)
        else:
            chat.id = str(value)
    else:
        stream.skip()


def _read_chat(stream: JsonStream, chat: _Chat, where: str, reading: Reading) -> Iterator[Item]:
    for key in stream.fields():
        if key != "messages":
            _take(stream, key, chat)
        elif chat.kind in _PRIVATE:
            stream.skip()
        else:
            yield from _read_messages(stream, chat, where, reading)
            _tell(chat, where, reading)


def _read_messages(stream: JsonStream, chat: _Chat, where: str, reading: Reading) -> Iterator[Item]:
    album: list[dict[str, Any]] = []
    for line, message in _messages(stream):
        if isinstance(message, InputError):
            yield from _finish(album, chat)
            raise message
        if not isinstance(message, dict) or not isinstance(message.get("id"), int):
            yield line, InputError("A message is no object with a number as its id", where=where, line=line, hint="Export the chat anew.")
            continue
        if message.get("type", "message") != "message":
            chat.passed["service messages"] += 1
            continue
        answers = message.get("reply_to_message_id")
        if isinstance(answers, int) and "reply_to_peer_id" not in message:
            chat.parents[message["id"]] = answers
        if album and not _one_album(album[-1], message, any(_text(m) for m in album)):
            yield from _finish(album, chat)
            album = []
        album.append(message)
    yield from _finish(album, chat)


def _messages(stream: JsonStream) -> Iterator[tuple[int, Any]]:
    """(line, message), or the error at which reading ends, so that what came before it is not lost."""
    try:
        for _ in stream.items():
            yield stream.line, stream.value()
    except InputError as error:
        yield stream.line, error


def _one_album(last: dict[str, Any], message: dict[str, Any], has_text: bool) -> bool:
    """Whether a message belongs to the album of the one before: pictures or films sent at one moment, at most one of them with a caption."""
    for key in ("grouped_id", "media_group_id"):
        if key in last or key in message:
            return last.get(key) == message.get(key)
    if not all(any(k in m for k in _MEDIA) for m in (last, message)):
        return False
    same = all(last.get(k) == message.get(k) for k in ("from_id", "forwarded_from", "reply_to_message_id"))
    return same and abs(_moment(message) - _moment(last)) <= _SAME_MOMENT and not (has_text and _text(message))


def _moment(message: dict[str, Any]) -> float:
    stamp = message.get("date_unixtime")
    if isinstance(stamp, str) and stamp.isdecimal():
        return float(stamp)
    try:
        return datetime.fromisoformat(str(message.get("date"))).replace(tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return float("nan")  # near nothing


def _text(message: dict[str, Any]) -> str:
    """The text of a message, or the caption of its picture: a string, or a list of strings and of parts in bold and the like."""
    found = message.get("text")
    if not found:
        found = message.get("text_entities") or message.get("caption") or ""
    parts = found if isinstance(found, list) else [found]
    texts = (p if isinstance(p, str) else p.get("text") if isinstance(p, dict) else "" for p in parts)
    return whole("".join(t for t in texts if isinstance(t, str))).strip()


def _finish(album: list[dict[str, Any]], chat: _Chat) -> Iterator[Item]:
    """The article of a message, or of the messages of an album."""
    texts = [t for m in album if (t := _text(m))]
    text = "\n\n".join(texts)
    if not text:
        chat.passed["messages without text"] += len(album)
        return
    if not arabic_share(text):
        chat.passed["messages without Arabic letters"] += len(album)
        return
    first = next(m for m in album if _text(m))
    number = first["id"]
    stated = first.get("date")
    written = stated if isinstance(stated, str) else ""
    edited = next((m["edited"] for m in album if isinstance(m.get("edited"), str)), None)
    forwarded = first.get("forwarded_from")
    yield (
        f"message {number}",
        Article(
            id=chat.key(number),
            text=text,
            publisher=chat.name,
            published=read_date(written),
            provenance=Provenance(
                format="telegram",
                place=f"message {number}",
                time=read_time(written),
                edited=read_time(edited) if edited else None,
                forwarded_from=whole(forwarded) if isinstance(forwarded, str) and forwarded else None,
                reply_to=tuple(chat.key(m) for m in _chain(number, chat)),
                parts=tuple(chat.key(m["id"]) for m in album) if len(album) > 1 else (),
            ),
        ),
    )


def _chain(number: int, chat: _Chat) -> list[int]:
    """The messages that one answers: that which it names, that which this one names, and so on."""
    chain: list[int] = []
    while (number := chat.parents.get(number, 0)) and number not in chain and len(chain) < _LONGEST_CHAIN:
        chain.append(number)
    return chain


def _tell(chat: _Chat, where: str, reading: Reading) -> None:
    if chat.passed:
        said = ", ".join(f"{what} {count:,}" for what, count in chat.passed.items())
        reading.note(Note(where, None, f"Passed over in {chat.name or 'the chat'}: {said}"))
