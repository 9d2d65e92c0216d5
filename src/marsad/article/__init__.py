"""Articles from files: the only room that opens user files.

`read_articles` takes files, folders and ``-`` and gives articles one by one, in order, with what could not be read
between them.
"""

from __future__ import annotations

from marsad.article.items import BadItem, Note
from marsad.article.options import ReadOptions, read_columns
from marsad.article.places import SUFFIXES, input_size
from marsad.article.read import read_articles

__all__ = ["SUFFIXES", "BadItem", "Note", "ReadOptions", "input_size", "read_articles", "read_columns"]
