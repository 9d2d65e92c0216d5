"""The cache: never stale, never an error."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from marsad.lexicon import cache
from marsad.lexicon.names import CachedIndex


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_built_once(folder: Path) -> None:
    calls = []

    def build() -> dict[str, bytes]:
        calls.append(1)
        return {"a": b"12345", "empty": b"", "long name": b"x" * 1000}

    for _ in range(3):
        sections = cache.load_or_build("t", "k", build)
        assert {k: bytes(v) for k, v in sections.items()} == {"a": b"12345", "empty": b"", "long name": b"x" * 1000}
    assert calls == [1]
    assert not list(folder.glob("*.tmp"))


@pytest.mark.parametrize("damage", [b"", b"x", b"marsad\x00\x01" + b"\xff" * 40])
def test_a_damaged_file_is_rebuilt(folder: Path, damage: bytes) -> None:
    cache.load_or_build("t", "k", lambda: {"a": b"1"})
    (folder / "t-k.bin").write_bytes(damage)
    assert bytes(cache.load_or_build("t", "k", lambda: {"a": b"2"})["a"]) == b"2"
    assert bytes(cache.load_or_build("t", "k", lambda: {"a": b"3"})["a"]) == b"2"


def test_a_flipped_byte_is_seen(folder: Path) -> None:
    cache.load_or_build("t", "k", lambda: {"a": b"abc" * 50})
    path = folder / "t-k.bin"
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(bytes(data))
    assert bytes(cache.load_or_build("t", "k", lambda: {"a": b"new"})["a"]) == b"new"


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("MARSAD_CACHE", str(blocked))
    assert cache.load_or_build("t", "k", lambda: {"a": b"1"})["a"] == b"1"


def test_many_builders_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: bytes(cache.load_or_build("t", "k", lambda: {"a": b"1" * 9999})["a"]), range(16)))
    assert set(results) == {b"1" * 9999}


def test_the_key_follows_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("1")
    first = cache.content_hash([path])
    assert cache.content_hash([path]) == first
    assert cache.content_hash([path], "salt") != first
    path.write_text("2")
    assert cache.content_hash([path]) != first


def test_old_files_are_forgotten(folder: Path) -> None:
    for i in range(10):
        cache.load_or_build("t", str(i), lambda: {"a": b"1"})
    assert len(list(folder.glob("t-*.bin"))) <= 6


def test_an_index_survives_the_cache() -> None:
    for _ in range(2):
        index = CachedIndex("names", "k", lambda: [("دير الزور", 3)])
        assert index.lookup("دير الزور") == (3,)
