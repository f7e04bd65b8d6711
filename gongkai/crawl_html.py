"""The report on a crawl as one HTML file: no scripts, nothing loaded from elsewhere, readable on a phone."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from gongkai import crawl_reports as told
from gongkai.terminal import safe

if TYPE_CHECKING:
    from archive.crawl_report import CrawlReport, ListLine, PortalReport

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7bd7a0; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.complete { color: var(--good); } .incomplete, .no_column, .refused, .not_asked { color: var(--bad); }
details { border-bottom: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; }
small { opacity: .8; }
"""


def page(report: "CrawlReport", to_do: Iterable[str]) -> str:
    """The whole file. Whatever a portal sent is escaped, and shown as text."""
    title = _text(told.headline(report))
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1>",
        *(f"<p>{_text(line)}</p>" for line in told.summary_lines(report)),
        *_findings(report),
        *_section("What to do", [f"<li>{_text(sentence)}</li>" for sentence in to_do]),
        f"<h2>Portals: {len(report.portals)}</h2>",
        *(_portal(portal) for portal in report.portals),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _findings(report: "CrawlReport") -> Iterator[str]:
    items = [
        f"<li><b>{_text(finding.portal_id)}</b> {_text(finding.kind)}: {_text(finding.sentence)}"
        f"{f'<br><small>{_text(finding.url)}</small>' if finding.url else ''}</li>"
        for finding in report.findings
    ]
    yield from _section("Less than before", items)


def _section(heading: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"<h2>{heading}</h2><ul>"
        yield from items
        yield "</ul>"


def _portal(portal: "PortalReport") -> str:
    is_open = " open" if portal.findings else ""
    rows = [
        ("Requests", f"{portal.requests}, {portal.received:,} bytes received"),
        ("Payloads", f"{portal.new} new, {portal.unchanged} unchanged"),
        ("Refused", told.refused_words(portal)),
        ("Documents", f"{portal.held} of {portal.named} held" if portal.named else ""),
        ("Missing", told.missing_words(portal)),
        ("Waiting", str(portal.waiting) if portal.waiting else ""),
        ("Pace", "; ".join(told.pace_words(host) for host in portal.hosts)),
        ("robots.txt", "; ".join(f"{one.url}: {one.refused or 'obeyed'}" for one in portal.robots)),
    ]
    facts = "".join(f"<tr><th>{name}</th><td>{_text(value)}</td></tr>" for name, value in rows if value)
    return (
        f"<details{is_open}><summary><b>{_text(portal.portal_id)}</b> {_text(portal.name)}: "
        f'<span class="{portal.state}">{portal.state.replace("_", " ")}</span>, '
        f"{_text(told.state_words(portal.state))}</summary>"
        f'<div class="wide"><table>{facts}</table></div>{_lists(portal.lists)}</details>'
    )


def _lists(lists: "tuple[ListLine, ...]") -> str:
    if not lists:
        return ""
    rows = "".join(
        f"<tr><td>{_text(one.url)}{' (new)' if one.new else ''}<br><small>{_text(one.reason)}</small></td>"
        f"<td>{_text(one.family or '')}</td>"
        f'<td class="number">{"" if one.declared_total is None else one.declared_total}</td>'
        f'<td class="number">{one.harvested}</td>'
        f'<td class="{"complete" if one.complete else "incomplete"}">{"yes" if one.complete else "no"}</td></tr>'
        for one in lists
    )
    heads = "<tr><th>List</th><th>Family</th><th>Declared</th><th>Harvested</th><th>Complete</th></tr>"
    return f'<div class="wide"><table>{heads}{rows}</table></div>'


def _text(value: str) -> str:
    return escape(safe(value))
