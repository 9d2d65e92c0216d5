"""Articles from the network: a feed and the pages that it lists, asked for politely and kept as JSON Lines.

Nothing else in marsad opens a connection.
"""

from __future__ import annotations

from marsad.article.fetch.run import Added, FetchOptions, fetch_feed

__all__ = ["Added", "FetchOptions", "fetch_feed"]
