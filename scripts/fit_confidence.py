"""Fit the weights of ``data/ar/confidence.tsv`` on annotated articles, and show how far the confidence can be trusted.

    python scripts/fit_confidence.py                 the reliability table on dev and posts, as it stands
    python scripts/fit_confidence.py --fit train     fit on train, write the weights, then the table

Logistic regression by gradient descent with an L2 penalty: a few hundred events and some forty marks, so nothing larger
is needed. ``MARSAD_GOLD`` names the folder of annotated articles.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "gold"))

from scoring import paired_events, same_record  # noqa: E402
from test_floors import GOLD  # noqa: E402

from marsad import Article, Coder  # noqa: E402
from marsad.events.confidence import marks  # noqa: E402
from marsad.record import to_builtins  # noqa: E402

TABLE = ROOT / "src" / "marsad" / "data" / "ar" / "confidence.tsv"
PENALTY = 3.0
_RARE = 8  # a mark on fewer events is not fitted
Sample = tuple[list[str], bool, float]


def samples(sets: list[str]) -> list[Sample]:
    """(marks, whether the record is right, the confidence as coded) of each coded event."""
    coder, out = Coder(), []
    for path in (p for s in sets for p in sorted((GOLD / s).glob("*.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        derived = coder.derive(Article(**{f: gold.get(f) for f in ("id", "text", "title", "publisher", "published", "url")}))
        given: list[dict[str, Any]] = to_builtins(derived.record)["events"]
        wanted = gold["events"]
        pair = {j: i for i, j in paired_events(wanted, given)}
        crowd = Counter(d.sentence for d in derived.coding.drafts)
        for j, (event, draft) in enumerate(zip(given, derived.coding.drafts, strict=True)):
            good = j in pair and same_record(wanted[pair[j]], event)
            out.append((["base", *marks(draft, crowd[draft.sentence])], good, event["confidence"]))
    return out


def fit(data: list[Sample]) -> dict[str, float]:
    """Mark -> weight."""
    counts = Counter(m for row, _, _ in data for m in row)
    kept = {m for m, n in counts.items() if n >= _RARE}
    rows = [([m for m in row if m in kept], good) for row, good, _ in data]
    weights = dict.fromkeys(sorted(kept), 0.0)
    for step in range(4000):
        slope = {m: (0.0 if m == "base" else PENALTY * w) for m, w in weights.items()}
        for row, good in rows:
            error = 1 / (1 + math.exp(-sum(weights[m] for m in row))) - good
            for m in row:
                slope[m] += error
        rate = 2.0 / len(rows) / (1 + step / 2000)
        for m, s in slope.items():
            weights[m] -= rate * s
    return weights


def write(weights: dict[str, float]) -> None:
    """Put the weights into the table; marks of types get a row when they are worth one."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith(("#", "id\t"))]
    about = {c[0]: c[2] for line in lines if line not in head and len(c := line.split("\t")) == 3}
    types = {m: f"type {m[5:].upper()}" for m in weights if m.startswith("type-")}
    told = {m: a for m, a in about.items() if not m.startswith("type-")} | types
    rows = [f"{m}\t{weights.get(m, 0.0):.2f}\t{a}" for m, a in told.items() if abs(weights.get(m, 0.0)) >= 0.05 or m not in types]
    TABLE.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def reliability(data: list[Sample]) -> str:
    """Events by confidence, with the part that is right: Markdown."""
    out = ["| confidence | events | mean confidence | record right |", "|---|---:|---:|---:|"]
    edges = [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 1.01]
    for low, high in itertools.pairwise(edges):
        found = [(c, good) for _, good, c in data if low <= c < high]
        if found:
            mean, right = sum(c for c, _ in found) / len(found), sum(g for _, g in found) / len(found)
            out.append(f"| {low:.1f} to {min(high, 1.0):.1f} | {len(found)} | {mean:.2f} | {right:.2f} |")
    ranked = sorted(data, key=lambda s: -s[2])
    third = len(ranked) // 3
    best, worst = (sum(g for _, g, _ in part) / third for part in (ranked[:third], ranked[-third:]))
    brier = sum((c - g) ** 2 for _, g, c in data) / len(data)
    out.append(f"\nThe surest third is right in {best:.2f} of its events, the least sure third in {worst:.2f}. Brier score {brier:.3f}.")
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fit", nargs="+", metavar="SET", help="sets of the gold to fit on")
    parser.add_argument("--on", nargs="+", default=["dev", "posts"], metavar="SET", help="sets of the table")
    given = parser.parse_args()
    if not GOLD.is_dir():
        sys.exit(f"No annotated articles in {GOLD}: set MARSAD_GOLD to their folder.")
    if given.fit:
        write(fit(samples(given.fit)))
    print(reliability(samples(given.on)))


if __name__ == "__main__":
    main()
