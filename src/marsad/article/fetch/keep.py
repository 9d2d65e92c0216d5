"""What is kept between runs: the articles, whole lines only, and what servers said of their feeds."""

from __future__ import annotations

import hashlib
import os
import re
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import msgspec

from marsad.errors import OutputError
from marsad.record import Article

_LINES = (".jsonl", ".ndjson")


class FeedState(msgspec.Struct, omit_defaults=True):
    """What is known of a feed: what its server gave to ask with next time, and hashes of the items that are done."""

    etag: str | None = None
    modified: str | None = None
    done: list[str] = []


class _State(msgspec.Struct):
    feeds: dict[str, FeedState] = {}


class _Row(msgspec.Struct):
    id: str


def output_of(given: str, feed: str) -> Path:
    """The file for a feed's articles: the one that is given, or one in the folder that is given, named after the feed."""
    path = Path(given)
    if path.suffix.lower() in _LINES and not path.is_dir():
        return path
    split = urllib.parse.urlsplit(feed)
    name = re.sub(r"[^\w.]+", "-", f"{split.netloc.rsplit('@', 1)[-1]}{urllib.parse.unquote(split.path)} {split.query}").strip("-.")[:80]
    return path / f"{name or 'feed'}.jsonl"


def hash_of(identity: str) -> str:
    """A short hash of an item's id."""
    return hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=8).hexdigest()


@dataclass(slots=True)
class Shelf:
    """The file of articles and the state beside it, while one feed is fetched.

    Each article is appended as one whole line and is on disk before the next is asked for. A line that a fault of the machine cut is
    taken away when the file is next opened.
    """

    path: Path
    feed: str
    mended: int = 0
    _file: int = -1
    _state: _State = field(default_factory=_State)
    _known: set[str] = field(default_factory=set)

    def __enter__(self) -> Shelf:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            self._mend()
            self._read()
        except OSError as error:
            raise OutputError(
                f"The file cannot be written: {error.strerror or error}", where=str(self.path), hint="Check the folder and your rights."
            ) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.close(self._file)

    @property
    def state(self) -> FeedState:
        """What is known of the feed; may be changed, and is kept by `save`."""
        return self._state.feeds.setdefault(self.feed, FeedState())

    def knows(self, identity: str) -> bool:
        """Whether an item was dealt with before."""
        return hash_of(identity) in self._known

    def add(self, article: Article) -> None:
        """Append an article."""
        line = msgspec.json.encode(article) + b"\n"
        try:
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as error:
            raise OutputError(f"The file cannot be written: {error.strerror or error}", where=str(self.path), hint="Is the disk full?") from None
        self.done(article.id)

    def done(self, identity: str) -> None:
        """Note that an item need not be asked for again."""
        mark = hash_of(identity)
        self._known.add(mark)
        self.state.done.append(mark)

    def save(self) -> None:
        """Write the state: the old file stays until the new one is complete."""
        target = self._state_path()
        fresh = target.with_name(target.name + ".new")
        try:
            fresh.write_bytes(msgspec.json.encode(self._state))
            os.replace(fresh, target)
        except OSError as error:
            raise OutputError(f"The file cannot be written: {error.strerror or error}", where=str(target), hint="Check the folder and your rights.") from None

    def _state_path(self) -> Path:
        return self.path.with_name(f".{self.path.stem}.fetch.json")

    def _mend(self) -> None:
        """Take away the part of a line at the end that no line break closes."""
        end = size = os.lseek(self._file, 0, os.SEEK_END)
        while end > 0:
            begin = max(0, end - 65536)
            os.lseek(self._file, begin, os.SEEK_SET)
            at = os.read(self._file, end - begin).rfind(b"\n")
            if at >= 0:
                end = begin + at + 1
                break
            end = begin
        if end < size:
            os.ftruncate(self._file, end)
            self.mended = size - end

    def _read(self) -> None:
        """The state, and the ids of the articles that are there: the file counts where the two differ."""
        try:
            self._state = msgspec.json.decode(self._state_path().read_bytes(), type=_State)
        except (FileNotFoundError, msgspec.DecodeError):
            self._state = _State()
        self._known = set(self.state.done)
        decoder = msgspec.json.Decoder(_Row)
        with self.path.open("rb") as lines:
            for line in lines:
                try:
                    self._known.add(hash_of(decoder.decode(line).id))
                except msgspec.DecodeError:
                    continue
