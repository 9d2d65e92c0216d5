"""``marsad explain``: why each event was coded, and what was tried and refused."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from marsad.views.cli.inputs import input_options

if TYPE_CHECKING:
    from marsad.article import BadItem, ReadOptions
    from marsad.record import Article

_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdfb\ufe70-\ufefc]")


@click.command()
@click.argument("subject", metavar='FILE|"SENTENCE"')
@click.option("--published", metavar="DATE", help="Date of a sentence, from which أمس and the like are counted: 2016-04-24.")
@click.option("--json", "as_json", is_flag=True, help="The derivation as JSON, one object for each article.")
@click.option("--data", multiple=True, metavar="DIR", help="Folder with data files that add or override entries.")
@input_options
def explain(subject: str, published: str | None, as_json: bool, data: tuple[str, ...], options: ReadOptions) -> int:
    """Show how marsad reads a sentence, or the articles in a file.

    Words with their analyses (the chosen one first), phrases, each event with its entry and the line of the data
    file it stands on, who fills which role and why, and the entries that were tried and refused.

    \b
    Examples:
      marsad explain "قتل ثلاثة جنود في غارة جوية على درنة"
      marsad explain "انسحب التنظيم أمس من المدينة" --published 2016-04-24
      marsad explain examples/derna.txt
      marsad explain article.json --json
    """
    from marsad.article import BadItem
    from marsad.pipeline import Coder
    from marsad.views.cli.derivation import describe
    from marsad.views.cli.report import Report

    report = Report(quiet=True)
    coder = Coder(*data)
    for item in _articles(subject, published, options):
        if isinstance(item, BadItem):
            report.count(item)
            continue
        found = describe(coder.derive(item))
        if as_json:
            import msgspec

            click.echo(msgspec.json.encode(found))
        else:
            from marsad.views.cli.explanation import print_explanation
            from marsad.views.cli.screen import console

            print_explanation(found, console())
    return report.finish()


def _articles(subject: str, published: str | None, options: ReadOptions) -> Iterator[Article | BadItem]:
    """The articles of a file, or the one that a sentence is."""
    from marsad.article import read_articles
    from marsad.record import Article

    if subject == "-" or _is_path(subject):
        yield from read_articles([subject], options=options)
        return
    if published is not None:
        from marsad.article.dates import read_date

        day = read_date(published)
        if day is None:
            raise click.BadParameter(f"{published!r} is not a date; write 2016-04-24.", param_hint="--published")
        published = day
    yield Article(id="sentence", text=subject, published=published)


def _is_path(subject: str) -> bool:
    """An existing file, or something that can hardly be a sentence."""
    try:
        if os.path.exists(subject):
            return True
    except ValueError:
        return False
    return not _ARABIC.search(subject)
