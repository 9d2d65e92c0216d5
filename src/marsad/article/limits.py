"""How much of one input is held in memory at once."""

from __future__ import annotations

MAX_LINE = 20_000_000
"""Bytes of one line; a longer one is refused without being read into memory."""

MAX_FILE = 64_000_000
"""Bytes of a file that has to be read as a whole (plain text, HTML, one JSON document); JSON Lines have no bound."""

MAX_COPY = 2_000_000_000
"""Bytes of a file that has to be read in any order (ZIP, XLSX, PDF) and comes from a pipe or an archive: it is copied to disk first."""

MAX_TEXT = 2_000_000
"""Characters of one article: some 300,000 words, a thick book."""

MIN_ARABIC = 0.3
"""Least share of Arabic letters among all letters of an article."""

CHUNK = 1 << 16

SAMPLE = 1 << 20
"""Bytes by which the encoding and the separator of a table are told."""
