"""Speed and memory of the coder, in one table: ``make bench``, or ``python benchmarks/bench.py [CORPUS.jsonl.gz]``.

Without an argument the corpus is the file that ``MARSAD_BENCH_CORPUS`` names, else
``../shared/corpus/archive.jsonl.gz`` where that is there, else text made by ``generate.py``. Every figure is taken in
a process of its own. The yardsticks are things that anyone can rerun on the same text: a regular expression that finds
words, and simplemma, which looks each word's lemma up.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
COUNT = 1_000
SHARED = HERE.parents[1] / "shared" / "corpus" / "archive.jsonl.gz"
PROGRAM = [sys.executable, "-c", "from marsad.views.cli import main; main()"]


def main() -> None:
    """Measure everything and print the table."""
    source, name = corpus()
    with tempfile.TemporaryDirectory(prefix="marsad-bench-") as folder:
        files = {n: write(source, Path(folder) / f"{n}.jsonl", n) for n in (COUNT, 2 * COUNT, 4 * COUNT)}
        table = list(rows(files, Path(folder)))
    width = max(len(what) for what, _, _ in table)
    print(f"corpus: {name}; Python {sys.version.split()[0]}, {os.cpu_count()} cores\n")
    for what, figure, note in table:
        print(f"{what:<{width}}  {figure:>18}  {note}".rstrip())


def corpus() -> tuple[list[dict[str, Any]], str]:
    """The rows to work on, enough for the largest run, and where they are from."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MARSAD_BENCH_CORPUS", "")
    path = Path(given) if given else SHARED
    if given and not path.is_file():
        sys.exit(f"bench: there is no file {path}.")
    if not path.is_file():
        sys.path.insert(0, str(HERE))
        from generate import articles

        return list(articles(4 * COUNT)), "generated text (benchmarks/generate.py)"
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in islice(file, 4 * COUNT)]
    return found, str(path)


def write(source: list[dict[str, Any]], path: Path, count: int) -> Path:
    """``count`` articles as a file; a corpus that is too small is gone through again under new ids."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            row = source[number % len(source)]
            file.write(json.dumps({**row, "id": f"b{number}"}, ensure_ascii=False) + "\n")
    return path


def rows(files: dict[int, Path], folder: Path) -> Iterator[tuple[str, str, str]]:
    """(what, figure, note) for each line of the table."""
    os.environ["MARSAD_CACHE"] = str(folder / "cache")
    yield "start-up, cold cache", f"{start_up():.2f} s", "reads, inflects and compiles the data files"
    yield "start-up, warm cache", f"{min(start_up() for _ in range(3)):.2f} s", "until the first sentence is coded"
    inside = measure("engine", files[COUNT])
    sentences = inside["sentences"]
    failed = f"; {inside['failed']} of them failed" if inside["failed"] else ""
    yield "sentences", f"{sentences / inside['seconds']:,.0f} /s", f"one core, {sentences:,} sentences"
    yield "articles", f"{COUNT / inside['seconds']:,.0f} /s", f"the same, {COUNT:,} articles{failed}"
    largest = max(files)
    runs = {(count, 1): command(path, folder, 1) for count, path in files.items()}
    runs[largest, 2] = command(files[largest], folder, 2)
    for jobs in (1, 2):
        rate = largest / runs[largest, jobs][0]
        yield (
            f"marsad code --jobs {jobs}",
            f"{rate:,.0f} articles/s",
            f"{largest:,} articles, start-up and output included",
        )
    for count in files:
        yield (
            f"peak memory, {count:,} articles",
            f"{runs[count, 1][1] / 1024:,.0f} MB",
            _MEMORY if count > COUNT else "",
        )
    for what, name in YARDSTICKS.items():
        got = measure(what, files[COUNT])
        if "missing" in got:
            yield f"yardstick: {name}", "-", got["missing"]
        else:
            speed = f"{sentences / got['seconds']:,.0f} sentences/s"
            yield f"yardstick: {name}", speed, f"{got['words'] / got['seconds']:,.0f} words/s"


_MEMORY = "articles are not kept; what grows is the bounded cache of word forms"
YARDSTICKS = {"regex": "words by a regular expression", "simplemma": "lemmas by simplemma"}


def start_up() -> float:
    """Seconds from the start of a process until it has coded its first sentence."""
    program = "import marsad; marsad.Coder().code('قصف الطيران مدينة درنة')"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - began


def command(path: Path, folder: Path, jobs: int) -> tuple[float, int]:
    """Seconds and peak memory (kB) of ``marsad code``."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [*PROGRAM, "code", str(path), "-o", str(folder / "out.jsonl"), "--quiet", "--jobs", str(jobs)],
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - began, usage.ru_maxrss


def measure(what: str, path: Path) -> dict[str, Any]:
    """Run one of the workloads below in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--workload", what, str(path)], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def workload(what: str, path: Path) -> dict[str, Any]:
    """Work through the texts of a file; seconds, and how much there was."""
    texts = [json.loads(line) for line in path.open(encoding="utf-8")]
    if what == "engine":
        return engine(texts)
    import re

    words = re.compile(r"\w+")
    if what == "regex":
        return timed(lambda: sum(len(words.findall(t["text"])) for t in texts))
    try:
        from simplemma import lemmatize
    except ImportError:
        return {"missing": "simplemma is not installed"}
    lemmatize("كتاب", lang="ar")  # loads its list
    return timed(lambda: count(lemmatize(w, lang="ar") for t in texts for w in words.findall(t["text"])))


def engine(texts: list[dict[str, Any]]) -> dict[str, Any]:
    """The coder alone, in memory; articles on which it fails are counted, not hidden."""
    from marsad import Article, Coder

    coder = Coder()
    fields = ("id", "text", "title", "publisher", "published", "url")
    articles = [Article(**{k: t[k] for k in fields if k in t}) for t in texts]
    failed = []
    for article in articles:  # warms the word cache too, as a long run does
        try:
            coder.code(article)
        except Exception:
            failed.append(article.id)
    good = [a for a in articles if a.id not in failed]
    got = timed(lambda: count(coder.code(a) for a in good))
    got["sentences"] = sum(len(coder.derive(a).document.sentences) for a in good)
    got["failed"] = len(failed)
    return got


def count(items: Iterable[object]) -> int:
    return sum(1 for _ in items)


def timed(work: Any) -> dict[str, Any]:
    began = time.perf_counter()
    words = work()
    return {"seconds": time.perf_counter() - began, "words": words}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--workload"]:
        print(json.dumps(workload(sys.argv[2], Path(sys.argv[3]))))
    else:
        main()
