"""``marsad fetch``: the articles of a feed, from the network."""

from __future__ import annotations

import click


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED-URL...")
@click.option("-o", "--output", required=True, metavar="FOLDER|FILE", help="FILE.jsonl to append to, or a folder with a file for each feed.")
@click.option("--feed-only", is_flag=True, help="Take the articles as the feed has them; ask for no page.")
@click.option("--most", type=click.IntRange(1), metavar="N", help="At most N new articles of each feed.")
@click.option("--delay", type=click.FloatRange(0.2, 3600), default=1.0, show_default=True, help="Least seconds between requests to one server.")
@click.option("--timeout", type=click.FloatRange(1, 600), default=20.0, show_default=True, help="Seconds to wait for a silent server.")
@click.option("--contact", default="", metavar="ADDRESS", help="Mail or web address that servers are told, so that they can reach you.")
@click.option("-q", "--quiet", is_flag=True, help="No notes or summary; errors are still told.")
def fetch(feeds: tuple[str, ...], output: str, feed_only: bool, most: int | None, delay: float, timeout: float, contact: str, quiet: bool) -> int:
    """Fetch what is new in RSS or Atom feeds, with the page of each article.

    This is the only command that uses the network. It names itself to servers, obeys their robots.txt, pauses between
    requests, and asks for a feed only if it has changed. Articles are appended as JSON Lines, each as a whole line, so
    that a run may be ended at any time; the next run adds what is new. Code them with marsad code.

    \b
    Examples:
      marsad fetch https://news.example/rss.xml -o news/
      marsad fetch https://news.example/rss.xml -o news.jsonl --contact desk@paper.example
      marsad fetch https://news.example/atom -o news/ --feed-only && marsad code news/ -o coded.jsonl

    Articles that cannot be had are listed at the end, and the exit status is 2; those that may be had later are tried
    again in the next run.
    """
    from marsad import __version__
    from marsad.article import BadItem
    from marsad.article.fetch import FetchOptions, fetch_feed
    from marsad.article.fetch.keep import output_of
    from marsad.errors import InputError
    from marsad.views.cli.report import Report

    if any(c in contact for c in "\r\n") or not contact.isascii():
        raise click.BadParameter("Give a mail or web address in Latin letters.", param_hint="--contact")
    options = FetchOptions(feed_only=feed_only, most=most, delay=delay, timeout=timeout, deadline=max(60.0, 3 * timeout), contact=contact)
    report = Report(quiet)
    added = known = 0

    for url in feeds:
        try:
            for found in fetch_feed(url, output_of(output, url), __version__, options, report.note):
                if isinstance(found, BadItem):
                    report.count(found)
                else:
                    added, known = added + found.new, known + (not found.new)
        except InputError as error:
            report.count(BadItem(error))
    summary = f"{added:,} new {'article' if added == 1 else 'articles'} in {output}, {known:,} known"
    return report.finish(summary + (f"; {report.refused:,} not had" if report.refused else "") + ".", "Not had")
