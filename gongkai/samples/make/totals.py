"""What a crawl of a sample portal should hold in the end."""

from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.samples.make.columns import ANNUAL_KIND
from gongkai.samples.make.family import Family, Row
from gongkai.samples.make.report import Report, ReportPlan, links
from gongkai.samples.make.site import Missing, Portal, Web


def totals(
    portal: Portal, family: Family, web: Web, reports: Mapping[ReportPlan, Report], rows: Sequence[Row]
) -> dict[str, Any]:
    """What a complete crawl of the portal's list has: addresses, refusals, reports, and the counts of each."""
    site = portal.site
    attachments = [expected["address"] for expected in web.expected.values() if "cover" in expected]
    refused = {
        row.path: entry.what.verdict
        for row, entry in zip(rows, portal.entries, strict=True)
        if isinstance(entry.what, Missing)
    }
    listed = [row.path for row in rows]
    others_listed = {
        path: web.expected[path]["kind"]
        for path in listed
        if web.expected.get(path, {}).get("outcome") == "not_a_report"
    }
    lines = _reports(portal, web, rows)
    return {
        "portal_id": site.portal_id,
        "name": site.name,
        "host": site.host,
        "family": site.family,
        "list": {**web.listing, "items": len(rows)},
        "not_columns": [family.column_path(c) for c in family.columns if c.kind != ANNUAL_KIND],
        "items": listed,
        "attachments": attachments,
        "refused": refused,
        "not_reports": others_listed,
        "reports": lines,
        "links": links(_best(reports, lines)),
        "counts": {
            "list_pages": web.listing["pages"],
            "items": len(rows),
            "attachments": len(attachments),
            "refused": len(refused),
            "not_reports": len(others_listed),
            "reports": len(lines),
            "captures": web.listing["pages"] + len(rows) + len(attachments),
        },
    }


def _reports(portal: Portal, web: Web, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """One line for each body and year: the document that stands for it, and the others that say it too."""
    found: dict[tuple[str, int], list[tuple[str, bool, str]]] = {}
    for row, entry in zip(rows, portal.entries, strict=True):
        if isinstance(entry.what, ReportPlan):
            documents = found.setdefault((entry.what.body.name, entry.what.year), [])
            documents.append((entry.date, False, row.path))
    for expected in web.expected.values():
        if "cover" in expected:
            found[expected["agency"], expected["year"]].append((expected["published"], True, expected["address"]))
    lines = []
    for (agency, year), documents in found.items():
        *rest, best = sorted(documents)
        lines.append({"agency": agency, "year": year, "document": best[2], "also": [path for _, _, path in rest]})
    return lines


def _best(reports: Mapping[ReportPlan, Report], lines: Sequence[dict[str, Any]]) -> list[Report]:
    """The reports as the newest documents have them."""
    newest = {}
    for plan in sorted(reports, key=lambda plan: plan.published):
        newest[plan.body.name, plan.year] = reports[plan]
    return [newest[line["agency"], line["year"]] for line in lines]
