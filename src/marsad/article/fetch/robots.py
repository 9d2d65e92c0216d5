"""robots.txt by RFC 9309: the group that names us, else the one for all; the longest rule that matches decides."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass

NAME = "marsad"
MAX_DELAY = 60.0
"""Seconds: a longer crawl-delay is cut to this."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host asks of us. ``rules`` are (pattern, allowed), ``delay`` seconds between requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        split = urllib.parse.urlsplit(url)
        path = _decoded(split.path or "/") + (f"?{_decoded(split.query)}" if split.query else "")
        if path == "/robots.txt":
            return True
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching, default=(0, True))[1]  # of two of one length, True is the greater


def read_rules(text: str, name: str = NAME) -> Rules:
    """The rules of a robots.txt for a robot of this name."""
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    agents: list[str] = []
    ended = False
    for line in text.lstrip("\ufeff").splitlines():
        key, _, value = (part.strip() for part in line.split("#", 1)[0].partition(":"))
        key = key.lower()
        if key == "user-agent":
            if ended:
                agents, ended = [], False
            token = re.match(r"[A-Za-z_-]+|\*", value)
            agents.append(token[0].lower() if token else "")
            groups.setdefault(agents[-1], ([], []))
        elif key in ("allow", "disallow", "crawl-delay"):
            ended = True
            for agent in agents:
                rules, delays = groups[agent]
                if key == "crawl-delay":
                    delays += [float(value)] if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value) else []
                elif value:
                    rules.append((_decoded(value), key == "allow"))
    rules, delays = groups.get(name) or groups.get("*") or ([], [])
    return Rules(tuple(rules), min(max(delays, default=0.0), MAX_DELAY))


def _decoded(path: str) -> str:
    return urllib.parse.unquote(path)


def _matches(pattern: str, path: str) -> bool:
    """Whether a rule matches from the beginning of a path; ``*`` is anything, ``$`` at its end the end."""
    to_end = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for i, part in enumerate(rest):
        if to_end and i == len(rest) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not to_end or at == len(path)
