"""The bundled sample portals: from each home page to everything its list names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gongkai.samples.server
from crawler.registry import load_toml
from crawler.run import CrawlSummary
from gongkai.samples.server import SamplePortals

EXPECTED: dict[str, Any] = json.loads(
    (Path(gongkai.samples.server.FOLDER).parent / "expected.json").read_text(encoding="utf-8")
)["portals"]


def test_the_samples(archive_path: Path, tmp_path: Path, crawl: Callable[..., CrawlSummary]) -> None:
    with SamplePortals() as samples:
        entries = tmp_path / "portals.toml"
        entries.write_text(samples.portals_toml(), encoding="utf-8")
        portals = list(load_toml(entries).portals.values())
        first = crawl(archive_path, portals)
        second = crawl(archive_path, portals)
    truth = {
        f"http://{portal['host']}{portal['list']['url']}": (portal["family"], portal["list"]["items"], True)
        for portal in EXPECTED.values()
    }
    assert {a.url: (a.family, a.harvested, a.complete) for a in first.lists} == truth
    refused = [verdict for portal in EXPECTED.values() for verdict in portal["refused"].values()]
    files = sum(len(portal["attachments"]) for portal in EXPECTED.values())
    items = sum(portal["list"]["items"] for portal in EXPECTED.values())
    assert first.missing == {verdict: refused.count(verdict) for verdict in refused}
    assert first.documents == items + files - len(refused)
    assert (second.new_payloads, second.documents, second.missing) == (0, first.documents, first.missing)
    connection = sqlite3.connect(archive_path)
    asked = {url for (url,) in connection.execute("SELECT url FROM captures")}
    connection.close()
    others = {f"http://{p['host']}{path}" for p in EXPECTED.values() for path in p["not_columns"]}
    assert not asked & {url for url in others if "zfgzbg" in url or "fzzf" in url or "wznb" in url}
