"""Write ``docs/reference/exports.md`` from the columns in the code and ``docs/reference/crosswalks.md`` from the rules in the data.

    python scripts/make_export_reference.py

``tests/test_docs.py`` fails where the files are not what this script writes.
"""

from __future__ import annotations

from pathlib import Path

from marsad.lexicon import Lexicon
from marsad.views.export import acled, ged, plover
from marsad.views.export.crosswalk import ACLED, GED, POLECAT, ActorRule, DateRule, PlaceRule, Quad, Rule, Scope, Sector, Violence, rules
from marsad.views.export.table_columns import Columns
from marsad.views.export.tables import codebook_text, columns

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
EXPORTS, CROSSWALKS = REFERENCE / "exports.md", REFERENCE / "crosswalks.md"

EXPORTS_HEAD = """# Exports, format by format

Written by `scripts/make_export_reference.py` from the columns in the code: change them there, then run the script.

`marsad export CODED... --to FORMAT -o OUT` writes coded articles, the incidents that they tell of (linked on the way, or those of
`--incidents FILE`) and who held which place. `marsad export --record FILE` writes what a record holds, with the decisions of people.
The output appears under its name when it is complete; a folder that holds anything but an earlier export is left alone.

| `--to` | output | what is in it |
|---|---|---|
| `csv` | folder | one CSV file for each [table](#tables), `codebook.csv`, `codebook.md` |
| `xlsx` | workbook | one sheet for each table, read from right to left, and a sheet `codebook` |
| `parquet` | folder | one Parquet file for each table, with types, and `codebook.csv`; needs `pip install 'marsad[parquet]'` |
| `geojson` | file | points with `radius_km`; `--layer incidents` (default), `events` or `control`; the properties are the columns of that table |
| `plover` | tab-separated text | [coded events in the columns of POLECAT](#polecat) |
| `acled` | CSV | [incidents in the columns of ACLED](#acled) |
| `ged` | CSV | [deadly incidents in the columns of UCDP GED](#ucdp-ged) |
| `ftm` | JSON Lines | [FollowTheMoney entities](#followthemoney) |
| `html` | file | [a report to read and print](#the-report), `--language ar` (default) or `en` |

## Filters

The same in every format, and in `marsad incidents`. Values of one filter are alternatives; all filters have to hold. What cannot answer
a filter is left out: a relation has no place, so that none is written where `--place` is given.

| filter | chooses |
|---|---|
| `--place NAME` | this place and what lies in it; Arabic or English in any usual spelling, a gazetteer id, or a country code (see below) |
| `--since DATE`, `--until DATE` | a day, a month or a year; an event without a date of its own is taken at the day of publication |
| `--actor NAME` | what this actor did or suffered, or holds; with all that belongs to it (an army with its brigades, a state with its ministries) |
| `--type TYPE` | `ASSAULT`, `ASSAULT/aerial`, or a mode alone |
| `--grade GRADE` | incidents of this grade, and the events that belong to them |
| `--speaker NAME` | what this speaker or publisher says, with all that belongs to it |
| `--status STATUS` | events of this status |
| `--incident ID` | one incident with its events (`marsad export` only) |

`طرابلس، لبنان` and `Tripoli, Libya` tell places of one name apart, `مدينة درنة` and `Idlib governorate` the kinds.

A name that neither the gazetteer nor the data files know is looked for in the words of the articles; standard error says so.

## Cells

- Empty: not known, or the article does not say. `?` in a list of ids keeps its place beside the text.
- CSV is UTF-8 with a byte order mark, commas, CR LF. Text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@` or their
  wide forms) gets an apostrophe in front; line breaks and control characters become spaces.
- In the workbook text is written as text, so that nothing is a formula or a link and nothing needs a guard. A cell holds 32,767 characters; longer
  text is cut and ends in `…`. A sheet holds 1,048,575 rows; more is an error that tells what to do.
- In Parquet text stands as it is; days are dates, counts integers, yes and no booleans.
- Points are WGS 84. GeoJSON follows RFC 7946: longitude first. A feature without a resolved place has no geometry.

## Tables

Columns are stable: later versions add columns at the end of a table and rename none.

"""

POLECAT_HEAD = """## POLECAT

`--to plover`: one line for each asserted event (for others ask with `--status`), tab-separated, in the columns of
[POLECAT](https://doi.org/10.7910/DVN/AJGVIT), the data set in the PLOVER ontology. Quotation marks become `”`, since readers of POLECAT take `"`
for the end of a cell. What follows `Version` is ours. [Codes](crosswalks.md#plover-and-polecat).

"""
ACLED_HEAD = """## ACLED

`--to acled`: one row for each incident that somebody asserts and that ACLED has an event type for. The columns and codes are ACLED's, the coding
is not: these are no data of ACLED. What follows `timestamp` is ours. [Rules and what is left out](crosswalks.md#acled).

"""
GED_HEAD = """## UCDP GED

`--to ged`: one row for each asserted incident that killed somebody. The columns and codes are those of the UCDP Georeferenced Event Dataset, the coding is
not: these are no data of UCDP. What follows `gwnob` is ours. [Rules and what is left out](crosswalks.md#ucdp-ged).

"""
REST = """## FollowTheMoney

`--to ftm`: entities for Aleph and its kin, one JSON object on each line, each before those that name it; ids stay the same from export to export.

| what | schema | with |
|---|---|---|
| article | `Article` | title, publisher, publishedAt, sourceUrl, language |
| person; government, force or state; other actor | `Person`; `PublicBody`; `Organization` | name in English and Arabic, country |
| place | `Address` | full, country, latitude, longitude, remarks (precision and radius) |
| incident | `Event` | name, startDate, endDate, location, addressEntity, country, involved, proof, summary (grade and why), notes (counts, contradictions) |
| account of an incident | `Documentation` | document, entity, role (stance and status), summary (the words), description (chain of speakers) |
| spell of control | `Event` | name, startDate, endDate, location, involved, proof, summary (the words) |
| `part-of`; `leads`, `commands` by a person; other tie | `Membership`; `Directorship`; `UnknownLink` | role, summary (the words), proof |
| flow of money with both ends known | `Payment` | payer, beneficiary, amount, currency, purpose, proof |

No topic is given to anybody: whether somebody is a criminal or sanctioned is not what an article can settle. The text of articles is not in it.

## The report

`--to html`: one file without scripts or anything from outside, for screen and paper. It holds the numbers, the incidents by date with grade, accounts,
contradictions and quotations, control of places, ties, money, further events and statements, and the numbered sources. Of a place or an actor by
`--place` or `--actor`, of one incident by `--incident`.
"""

CROSS_HEAD = """# Crosswalks: how codes are put into those of other data sets

Written by `scripts/make_export_reference.py` from the data files: change those, then run the script. `marsad check` tests them. A file of the same name in
a folder of your own adds rules ([data files](data-files.md)).

A crosswalk puts what an article says into categories that were made for trained coders with many sources. Read it as a first draft in a familiar
layout. Whoever publishes it should not call it ACLED or UCDP data.

"""


def exports() -> str:
    """The page of the formats."""
    parts = [EXPORTS_HEAD, codebook_text(level=3), POLECAT_HEAD, _columns(plover.COLUMNS), ACLED_HEAD, _columns(acled.COLUMNS)]
    return "".join([*parts, GED_HEAD, _columns(ged.COLUMNS), REST])


def _columns(given: Columns) -> str:
    rows = [f"| `{c.name}` | {c.kind} | {c.about} |" for c in columns(given)]
    return "\n".join(["| column | kind | holds |", "|---|---|---|", *rows, "", ""])


def crosswalks() -> str:
    """The page of the crosswalks."""
    lexicon = Lexicon.load(strict=False)
    out = [CROSS_HEAD, "## PLOVER and POLECAT\n\n`data/ontology/polecat.toml`. Sources: the PLOVER manual, draft 0.7 (quad categories), "]
    out.append("<https://github.com/openeventdata/PLOVER>; POLECAT, <https://doi.org/10.7910/DVN/AJGVIT> (columns).\n\n")
    out.append(_table(("quad code", "event types"), [(q.code, ", ".join(q.types)) for q in rules(lexicon, POLECAT, "quad", Quad)]))
    out.append(_table(("sector", "kinds of actor"), [(s.code, ", ".join(s.kinds)) for s in rules(lexicon, POLECAT, "sector", Sector)]))
    out.append(
        "Cannot be mapped: event intensity (POLECAT scores it by a scale of its own), contexts, titles, Wikipedia ids; `TERRITORY`, `DISPLACE` and "
        "`FINANCE` are no types of PLOVER and stand as they are. The sector `UAF` says only that a group bears arms. A negated, planned, demanded or "
        "possible event is no row, for POLECAT has no column that would say so.\n\n"
    )
    out += _acled(lexicon)
    out += _ged(lexicon)
    return "".join(out).rstrip() + "\n"


def _acled(lexicon: Lexicon) -> list[str]:
    found = rules(lexicon, ACLED, "rule", Rule)
    out = ["## ACLED\n\n`data/ontology/acled.toml`. Source: the ACLED Codebook, <https://acleddata.com/knowledge-base>. The first rule that holds counts.\n\n"]
    rows = [(f"`{r.id}`", f"{r.type} {', '.join(m or '(no mode)' for m in r.modes)}".strip(), _needs(r), f"{r.event_type}: {r.sub_event_type}") for r in found]
    out.append(_table(("rule", "incident", "if", "ACLED"), rows))
    out.append(_table(("inter1, inter2", "kinds of actor", "of another country"), _inter(rules(lexicon, ACLED, "actor", ActorRule))))
    out.append(_precision(lexicon, ACLED, "geo_precision", "time_precision"))
    out.append(
        "Cannot be mapped, and left out (standard error counts them): `AID`, `TERRITORY hold`, types that make no incident; force whose target is not told; "
        "incidents without a point, without a date, or dated to more than a month. `Grenade`, `Mob violence` and `Headquarters or base established` are never "
        "given. Whether a group is a rebel group, a political or an identity militia is not told, so that `inter` stays empty for groups. `fatalities` is the "
        "lowest figure, since ACLED takes the most conservative; the range stands beside it. Victims are armed or civilian by their names and by the words of "
        "`data/ontology/victims.tsv`; people who are counted without such a word are taken for civilians, as ACLED does.\n\n"
    )
    return out


def _needs(rule: Rule) -> str:
    said = [f"victims {' or '.join(rule.victims)}"] if rule.victims else []
    said += [f"by a {' or '.join(rule.actor)}"] if rule.actor else []
    said += [f"{rule.sides} sides named"] if rule.sides else []
    said += [] if rule.harmed is None else ["somebody harmed" if rule.harmed else "nobody harmed"]
    return ", ".join(said)


def _inter(found: list[ActorRule]) -> list[tuple[str, ...]]:
    return [(a.inter, ", ".join(a.kinds), a.foreign) for a in found]


def _ged(lexicon: Lexicon) -> list[str]:
    scope = rules(lexicon, GED, "scope", Scope)
    out = ["## UCDP GED\n\n`data/ontology/ged.toml`. Source: the UCDP GED Codebook, <https://ucdp.uu.se/downloads>.\n\n"]
    out += [f"Incidents of {', '.join(s.types)} in which at least {s.least_killed} was killed by the highest figure of an account.\n\n" for s in scope]
    rows = [(str(v.code), ", ".join(v.a), ", ".join(v.b), v.about) for v in rules(lexicon, GED, "violence", Violence)]
    out.append(_table(("type_of_violence", "one side", "the other", "that is"), rows))
    out.append(_precision(lexicon, GED, "where_prec", "date_prec"))
    out.append(
        "Cannot be mapped: UCDP's ids and names of conflicts, dyads and actors (empty), `active_year`, whose dead were counted (`deaths_a` and `deaths_b` "
        "are empty; `deaths_civilians` holds them in one-sided violence, `deaths_unknown` otherwise). Where nothing tells who fought, "
        "`type_of_violence` is empty and "
        "`code_status` is `Check`. `best` is the figure that most voices give, the lowest of several; UCDP's own coders weigh sources instead.\n\n"
    )
    return out


def _precision(lexicon: Lexicon, name: str, place: str, date: str) -> str:
    places = [(str(p.code), ", ".join((*p.kinds, *p.precision)), f"{p.most_km:g}" if p.most_km < 1e9 else "") for p in rules(lexicon, name, "place", PlaceRule)]
    dates = [(str(d.code), str(d.most_days)) for d in rules(lexicon, name, "date", DateRule)]
    return _table((place, "kind of place or point", "radius up to (km)"), places) + _table((date, "days at most"), dates)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(r) + " |" for r in rows)]
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    for target, text in ((EXPORTS, exports()), (CROSSWALKS, crosswalks())):
        target.write_text(text, encoding="utf-8")
        print(f"wrote {target}")
