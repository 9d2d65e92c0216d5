"""Draw ``docs/images/demo.svg``: what ``marsad code`` prints for one example article.

python scripts/make_images.py
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

import marsad
from marsad.article.read import read_articles
from marsad.views.cli.table import TableView

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "examples/11-rival-accounts-libya-mitiga.jsonl"
TARGET = ROOT / "docs" / "images" / "demo.svg"
WIDTH = 150
_STRETCHED = re.compile(r'(<text [^>]*?) textLength="[\d.]+"([^>]*>[^<]*[\u0600-\u06ff])')


def drawing() -> str:
    """The picture as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system="truecolor", highlight=False)
    console.print(Text(f"$ marsad code {EXAMPLE}", style="bold green"))
    view = TableView(console)
    view.head()
    coder = marsad.Coder()
    for article in read_articles([ROOT / EXAMPLE]):
        if isinstance(article, marsad.Article):
            view.show(coder.code(article))
    console.print()
    svg = console.export_svg(title="marsad", theme=DIMMED_MONOKAI, unique_id="marsad")
    # a fixed length would pull the joined letters of Arabic words apart
    svg = _STRETCHED.sub(r"\1\2", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # no fonts from the network
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(drawing(), encoding="utf-8")
    print(f"wrote {TARGET}")
