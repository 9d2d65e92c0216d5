"""Linking measured on incidents that people sorted: skipped where that gold is not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOLD = Path(os.environ.get("MARSAD_GOLD") or Path(__file__).resolve().parents[3] / "shared" / "gold") / "airwars_syria"
PIECES, MERGED = 1.5, 0.08


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold at {GOLD}")
def test_one_record_for_each_incident_and_none_mixed_up(tmp_path: Path):
    from marsad.errors import NotArabicError
    from marsad.incidents import link_incidents, to_json
    from marsad.incidents.records import members
    from marsad.pipeline import Coder
    from marsad.record import Article
    from marsad.record import to_json as record_json

    coder, records = Coder(), []
    for line in (GOLD / "sources.jsonl").read_text().splitlines():
        row = json.loads(line)
        article = Article(**{k: row.get(k) for k in ("id", "text", "publisher", "published", "url")})
        try:
            records.append(coder.code(article))
        except NotArabicError:
            continue
    coded, linked = tmp_path / "coded.jsonl", tmp_path / "incidents.jsonl"
    coded.write_bytes(b"".join(record_json(r) + b"\n" for r in records))
    rows = []
    for incident in link_incidents(records):
        row = json.loads(to_json(incident))
        # the scorer looks at accounts only: give it every event that the incident gathers
        row["accounts"] = [{"article": a, "event": e} for a, e in members(incident)]
        rows.append(json.dumps(row))
    linked.write_text("\n".join(rows))
    command = [sys.executable, GOLD / "score_airwars.py", GOLD / "incidents.jsonl", coded, linked, "--json"]
    figures = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert figures["pieces"] <= PIECES
    assert figures["merged"] <= MERGED
