"""Write ``docs/reference/record-file.md`` from the comments in the migrations of the record file.

    python scripts/make_record_reference.py

``tests/store/test_reference.py`` fails where the file is not what this script writes, where a table or column has no
comment it needs, and where a query shown does not run.
"""

from __future__ import annotations

import re
from pathlib import Path

from marsad.store.opening import VERSION, migrations

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "record-file.md"
_TABLE = re.compile(r"CREATE (?:VIRTUAL )?(TABLE|VIEW) (\w+)")
_COLUMN = re.compile(r"    (\w+) ((?:TEXT|INTEGER|REAL|BLOB)[^-]*?),?(?:  -- (.*))?$")
_KEY = re.compile(r"    (PRIMARY KEY|UNIQUE) \((.*)\)")

HEAD = f"""# The record file, table by table

Written by `scripts/make_record_reference.py` from the comments of the schema: change those, then run the script.

`marsad load INPUT... --record libya.db` makes one SQLite file. Whatever reads SQLite can read it while marsad uses it: `sqlite3`, DB Browser, Python,
R, QGIS. This is version {VERSION} of the format (`PRAGMA user_version`); a newer marsad brings an older file up to date when it writes to it, and an
older marsad refuses a newer file. The file is in WAL mode: while it is open there may be `libya.db-wal` and `libya.db-shm` beside it, which belong to
it. To copy a record that is in use: `sqlite3 libya.db ".backup copy.db"`.

- Everything that articles say hangs on `articles`; row numbers (`article`, `event`, `incident`) link tables and mean nothing outside of the file.
- `start` and `end` are code points into `articles.text`, end exclusive, as in all of marsad.
- The tables show the events **as they stand after the decisions of people**; `articles.coded` keeps what marsad coded.
- Times are UTC. Dates are ISO dates, of publication also prefixes of one (`2016-04`).
- Lists are JSON arrays: `json_each(accounts)` takes them apart.
- Write to `decisions` through marsad only (`record.decide(...)` in Python): it has to lay out and link what a decision changes. Its rows can be neither
  changed nor deleted, by a trigger.

## Queries by hand

Who is said to have killed people in one place, and by whom:

```sql
SELECT a.published, a.publisher, e.quote
FROM events e JOIN articles a USING (article) JOIN arguments g USING (event) JOIN places p ON p.id = g.place
WHERE p.name_ar = 'درنة' AND g.role = 'location' AND e.event_type = 'ASSAULT' AND e.review IS NOT 'rejected'
ORDER BY a.published;
```

The same without joins, from a view made for reading:

```sql
SELECT published, publisher, actors, recipients, casualties, sources, quote FROM event_list
WHERE places LIKE '%درنة%' AND event_type = 'ASSAULT';
```

Incidents that several independent voices tell of, with what they disagree about:

```sql
SELECT i.date_start, i.place_ar, i.event_type, i.grade, i.voices, group_concat(c.about) AS differ_about
FROM incidents i LEFT JOIN contradictions c USING (incident)
WHERE i.voices > 1 GROUP BY i.incident ORDER BY i.voices DESC, i.date_start LIMIT 20;
```

The accounts of one of them, each in its own words:

```sql
SELECT published, chain, stance, status, killed_low, killed_high, quote FROM account_list
WHERE incident = (SELECT id FROM incidents ORDER BY accounts DESC, id LIMIT 1) ORDER BY position;
```

Who reprints whom:

```sql
SELECT o.publisher AS printed_first, p.publisher AS printed_again, p.published, p.id
FROM articles p JOIN articles o ON o.article = p.origin WHERE p.origin <> p.article;
```

Full text, in marsad's normalised spelling (hamza seats, final ya, ta marbuta and vowel marks folded; `marsad find` does that for you):

```sql
SELECT id, published, publisher FROM articles WHERE article IN (SELECT rowid FROM article_words WHERE article_words MATCH 'اعزاز OR "مدينه درنه"');
```

Who held a place when:

```sql
SELECT from_day, to_day, coalesce(holder_name, 'fought over') AS holder, contested, rivals FROM control WHERE place_ar = 'أعزاز' ORDER BY spell;
```

What people decided, and about which words:

```sql
SELECT decision, at, who, kind, article, words, field, before, after, reason FROM decisions ORDER BY decision;
```

## Tables
"""


def reference() -> str:
    """The whole page."""
    parts = [HEAD]
    for kind, name, about, columns in tables():
        parts.append(f"### `{name}`{' (view)' if kind == 'VIEW' else ''}\n\n{about}\n")
        if columns:
            rows = [f"| `{c}` | {t} | {n or ''} |" for c, t, n in columns]
            parts.append("\n".join(["| column | type | |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def tables() -> list[tuple[str, str, str, list[tuple[str, str, str | None]]]]:
    """(TABLE or VIEW, name, comment, columns) of everything in the schema, in order."""
    found: list[tuple[str, str, str, list[tuple[str, str, str | None]]]] = []
    comment: list[str] = []
    for line in "\n".join(sql for _, sql in migrations()).splitlines():
        if line.startswith("--"):
            comment.append(line[2:].strip())
        elif m := _TABLE.match(line):
            found.append((m[1], m[2], " ".join(comment), []))
            comment = []
        elif found and (m := _COLUMN.match(line)):
            found[-1][3].append((m[1], _type(m[2]), m[3]))
        elif found and (m := _KEY.match(line)):
            columns = [(c, t + ", key" if c in m[2].split(", ") and m[1] == "PRIMARY KEY" else t, n) for c, t, n in found[-1][3]]
            found[-1][3][:] = columns
        elif not line.strip():
            comment = []
    return found


def _type(sql: str) -> str:
    """A type in words: ``TEXT NOT NULL REFERENCES articles`` -> ``text, to articles``."""
    words = sql.split()
    out = [words[0].lower()]
    if "PRIMARY" in words:
        out.append("key")
    if "REFERENCES" in words:
        out.append(f"row of `{words[words.index('REFERENCES') + 1]}`")
    if "NOT" not in words and "PRIMARY" not in words:
        out.append("may be null")
    return ", ".join(out)


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(f"wrote {TARGET}")
