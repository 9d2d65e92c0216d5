"""``marsad export``: the record in the formats of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from marsad.views.cli.filter_options import filter_options, matcher_of
from marsad.views.cli.record_option import incidents_in, one_of, record_option, records_in, spells_in

if TYPE_CHECKING:
    from marsad.incidents import Incident
    from marsad.incidents.filters import Filter

FORMATS = ("csv", "xlsx", "parquet", "geojson", "plover", "acled", "ged", "ftm", "html")
LAYERS = ("incidents", "events", "control")


@click.command()
@click.argument("coded", nargs=-1, metavar="CODED...")
@record_option
@click.option("--to", "form", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option("-o", "--output", metavar="OUT", required=True, help="File or folder to write; it appears when it is complete. - is standard output.")
@click.option("--incidents", "given", metavar="FILE", help="Incidents by marsad incidents; without it they are linked here.")
@click.option("--incident", "only", metavar="ID", multiple=True, help="Only this incident, with its events.")
@click.option("--layer", type=click.Choice(LAYERS), default="incidents", show_default=True, help="geojson: what the points are.")
@click.option("--language", type=click.Choice(("ar", "en")), default="ar", show_default=True, help="html: the language of the report.")
@click.option("-q", "--quiet", is_flag=True, help="No summary; errors are still told.")
@filter_options
def export(
    coded: tuple[str, ...],
    path: str | None,
    form: str,
    output: str,
    given: str | None,
    only: tuple[str, ...],
    layer: str,
    language: str,
    quiet: bool,
    chosen: Filter,
) -> int:
    """Write coded articles, incidents and control in the formats of other programs.

    CODED are JSON Lines written by marsad code (gzipped too), or - for standard input; with --record all of a record is
    exported, with the decisions of people.

    \b
      csv      a folder: one CSV file for each table, with a codebook
      xlsx     one workbook, right to left: one sheet for each table and a codebook; text never becomes a formula
      parquet  a folder: one Parquet file for each table, with types (needs: pip install 'marsad[parquet]')
      geojson  points for a map, with the radius that each stands for
      plover   events in the columns of POLECAT (PLOVER's data set), tab-separated
      acled    incidents in the columns of ACLED, as CSV
      ged      deadly incidents in the columns of UCDP GED, as CSV
      ftm      FollowTheMoney entities (Aleph), as JSON Lines
      html     a report to read and print: each fact with its words and speakers, rival accounts side by side

    \b
    Examples:
      marsad export coded.jsonl --to csv -o tables
      marsad export --record libya.db --to csv -o tables
      marsad export coded.jsonl --to xlsx --place درنة --since 2016-04 -o derna.xlsx
      marsad export coded.jsonl --to geojson --layer control -o control.geojson
      marsad export coded.jsonl --to html --actor داعش --language ar -o report.html
      marsad export coded.jsonl --to acled --place سوريا -o syria-acled.csv
      marsad export coded.jsonl --to parquet --grade confirmed --grade fair -o parquet

    Several values of one filter are alternatives; all filters have to hold.
    """
    from marsad.views.cli.incidents import read_records
    from marsad.views.cli.output import whole_path
    from marsad.views.export.formats import FORMATS as FORMS
    from marsad.views.export.formats import Options
    from marsad.views.export.material import gather, only_incidents

    form_ = FORMS[form]
    if output == "-" and form_.mark is not None:
        raise click.UsageError(f"{form} writes a folder: give its name with -o.")
    matcher = matcher_of(chosen)
    refused: list[str] = []
    if one_of(coded, path):
        material = gather(records_in(path), matcher, incidents_in(path), spells_in(path))
    else:
        material = gather(read_records(coded, refused.append), matcher, _incidents(given, refused))
    if only:
        material = only_incidents(material, only)
    with whole_path(output, form_.mark) as target:
        notes = form_.write(material, target, Options(layer=layer, language=language))
    for line in refused:
        click.echo(f"marsad: {line}", err=True)
    if not quiet:
        events = sum(len(r.events) for r in material.records)
        told = f"{len(material.articles):,} articles, {events:,} events, {len(material.incidents):,} incidents, {len(material.spells):,} spells of control."
        for line in (*notes, told):
            click.echo(line, err=True)
    return 2 if refused else 0


def _incidents(path: str | None, refused: list[str]) -> list[Incident] | None:
    from marsad.incidents import from_json
    from marsad.views.cli.incidents import read_file

    if path is None:
        return None
    return list(read_file(path, from_json, "incident", "marsad incidents CODED -o incidents.jsonl", refused.append))
