"""The process in which a PDF is taken apart: what it does to memory and time, it does to itself only.

Run as a file with the path of a PDF; prints JSON: ``{"pages": [...]}`` or ``{"error": "..."}``.
"""

from __future__ import annotations

import json
import sys

MAX_MEMORY = 3_000_000_000
MAX_SECONDS = 90
MAX_LETTERS = 4_000_000


def main(path: str) -> dict[str, object]:
    """Pages, each with its height, whether it has no text, and its blocks of lines (text, size, height from below)."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    except (ImportError, ValueError, OSError):  # Windows: the time limit of the caller remains
        pass
    import qalam

    try:
        document = qalam.Document(path)
    except qalam.QalamError as error:
        return {"error": str(error)}
    pages: list[dict[str, object]] = []
    letters = 0
    for page in document.pages:
        blocks: list[list[tuple[str, float, float]]] = []
        for block in page.blocks:
            if block.kind == "text":
                blocks.append([(line.text, line.size, line.baseline) for line in block.lines])
            elif block.kind == "table":
                blocks += [[(" ".join(cell for cell in row if cell), 0.0, page.height / 2)] for row in block.to_rows()]
        letters += sum(len(line[0]) for block in blocks for line in block)
        if letters > MAX_LETTERS:
            break
        pages.append({"number": page.number, "height": page.height, "scan": page.needs_ocr, "blocks": blocks})
    return {"pages": pages}


if __name__ == "__main__":
    try:
        found = main(sys.argv[1])
    except BaseException as error:  # a fault in qalam's own code arrives as an exception of its own kind
        found = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
