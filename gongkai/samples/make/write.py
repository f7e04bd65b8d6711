"""Writes the sample portals as files."""

import json
import shutil
from pathlib import Path
from typing import Any

from gongkai.samples.make.assemble import assemble, revised
from gongkai.samples.make.plans import PORTALS
from gongkai.samples.make.site import Portal, Web

ROBOTS = "User-agent: *\nDisallow: /admin/\nAllow: /\n"
APOLOGY = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>提示信息</title></head>
<body><div class="error"><h2>页面不存在</h2>
<p>您访问的页面不存在或已删除，<a href="/">返回首页</a>。</p></div></body></html>
"""
APOLOGY_PATH = "/error/404.html"
WITH_ROBOTS, WITH_APOLOGY = "trs", "hanweb"


def write(folder: Path) -> None:
    """Writes `portals/` and `expected.json` below `folder`, in place of what the maker wrote before."""
    shutil.rmtree(folder / "portals", ignore_errors=True)
    totals = {
        portal.site.portal_id: _write_portal(portal, folder / "portals" / portal.site.folder) for portal in PORTALS
    }
    counts = {
        name: sum(total["counts"][name] for total in totals.values()) for name in next(iter(totals.values()))["counts"]
    }
    _write_json(folder / "expected.json", {"counts": counts, "portals": totals})


def _write_portal(portal: Portal, folder: Path) -> dict[str, Any]:
    web, totals = assemble(portal)
    if portal.site.family == WITH_ROBOTS:
        web.files["/robots.txt"] = ROBOTS.encode()
        web.types["/robots.txt"] = "text/plain"
    if portal.site.family == WITH_APOLOGY:
        web.files[APOLOGY_PATH] = APOLOGY.encode()
    for path, payload in web.files.items():
        _write_bytes(folder / "www" / path[1:], payload)
    for path, expected in web.expected.items():
        _write_json(folder / "www" / f"{path[1:]}.expected.json", expected)
    changed = {}
    for path, (payload, expected, date) in revised(portal).items():
        _write_bytes(folder / "revised" / path[1:], payload)
        _write_json(folder / "revised" / f"{path[1:]}.expected.json", expected)
        changed[path] = date
    _write_json(folder / "site.json", _serving(portal, web, changed))
    return totals


def _serving(portal: Portal, web: Web, changed: dict[str, str]) -> dict[str, Any]:
    """What the server needs to know beside the files."""
    site = portal.site
    return {
        "portal_id": site.portal_id,
        "name": site.name,
        "host": site.host,
        "index": next(path for path in web.files if path.startswith("/index."))[1:],
        "soft_404": APOLOGY_PATH if APOLOGY_PATH in web.files else None,
        "types": {path: kind for path, kind in web.types.items() if kind != "text/html"},
        "modified": web.modified,
        "revised": changed,
        "downloads": web.downloads,
        "records": web.records,
    }


def _write_bytes(path: Path, payload: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(payload)


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
