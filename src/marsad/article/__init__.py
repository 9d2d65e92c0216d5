"""Articles from files: the only room that opens user files.

`read_articles` takes files, folders and ``-`` and gives articles one by one, in order, with what could not be read
between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.lazy import names_from

if TYPE_CHECKING:
    from marsad.article.items import BadItem, Note
    from marsad.article.options import ReadOptions, read_columns
    from marsad.article.places import SUFFIXES, input_size
    from marsad.article.read import read_articles
else:  # who codes a text in memory reads no file
    __getattr__ = names_from(
        "marsad.article.read", "read_articles", BadItem="marsad.article.items", Note="marsad.article.items",
        ReadOptions="marsad.article.options", read_columns="marsad.article.options",
        SUFFIXES="marsad.article.places", input_size="marsad.article.places",
    )  # fmt: skip

__all__ = ["SUFFIXES", "BadItem", "Note", "ReadOptions", "input_size", "read_articles", "read_columns"]
