"""The report on a crawl as text, JSON and HTML; `archive.crawl_report` says what is in it."""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from archive.export.places import whole_file
from gongkai.front import Failure
from gongkai.terminal import Terminal, counted

if TYPE_CHECKING:
    from archive.crawl_report import CrawlReport, HostLine, PortalReport
    from archive.yields import Finding

FORMATS = ("text", "json", "html")
_BY_ENDING = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html"}

_STATES = {
    "complete": "all that its lists name is held",
    "incomplete": "something is missing",
    "no_column": "no column of annual reports was found",
    "refused": "every request was refused",
    "not_asked": "was not asked",
}

# What to do, by verdict. {portal} is the portal's id.
_ADVICE = {
    "robots": "{portal}: its robots.txt forbids it. Ask whoever runs the portal; nothing is read against it.",
    "challenge": "{portal}: it answers programs with a script. Save its pages with a browser, and "
    "`gongkai ingest` them.",
    "waf_block": "{portal}: a firewall turns us away. Try from another network, or save pages with a browser and "
    "`gongkai ingest` them.",
    "captcha": "{portal}: it asks for a captcha. Save its pages with a browser; `gongkai ingest` takes them.",
    "rate_limited": "{portal}: it wants to be asked more slowly. Give its entry a longer `pause`, and crawl it again.",
    "login": "{portal}: it asks for a login, so this is not public.",
    "foreign_host": "{portal}: pages lead to a host that is not its own. Look at that host; if it belongs to the "
    "portal, add it to `hosts` in its entry.",
    "tls_failed": "{portal}: its certificate is not valid. If you accept that, set `verify_tls = false` in its entry.",
    "network": "{portal}: it does not answer, or its name is not known. Look whether its address is still right: "
    "`gongkai portals show {portal}`.",
    "server_error": "{portal}: its server fails. Crawl it again later.",
    "too_large": "{portal}: something is larger than any report. Look at it; `gongkai ingest` takes a file.",
    "not_found": "{portal}: its lists name pages that are gone. Nothing can be done here; the coverage says so.",
    "soft_404": "{portal}: pages that its lists name say that they are gone.",
    "stub": "{portal}: some pages say nothing. Look at them in a browser: a script may fill them.",
    "wrong_type": "{portal}: something was sent that is no document.",
}


def format_of(path: Path) -> str:
    """The format that a file's ending names. Raises Failure for another ending."""
    named = _BY_ENDING.get(path.suffix.lower())
    if named is None:
        raise Failure(f"{path}: a report ends in .txt, .json or .html")
    return named


def written(report: "CrawlReport", how: str) -> str:
    """The report as text of a format."""
    if how == "json":
        return json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n"
    if how == "html":
        from gongkai.crawl_html import page

        return page(report, list(advice(report)))
    stream = io.StringIO()
    print_report(Terminal(stream), report)
    return stream.getvalue()


def write_report(report: "CrawlReport", path: Path) -> None:
    """Write the report to a file, whole or not at all. Raises ExportRefused where it cannot be written."""
    text = written(report, format_of(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8")


def as_json(report: "CrawlReport") -> dict[str, object]:
    return asdict(report) | {"totals": totals(report), "to_do": list(advice(report))}


def totals(report: "CrawlReport") -> dict[str, int]:
    """The sums over all portals."""
    portals = report.portals
    return {
        "portals": len(portals),
        **{f"portals_{state}": report.in_state(state) for state in _STATES},
        "requests": sum(portal.requests for portal in portals),
        "received": sum(portal.received for portal in portals),
        "new": sum(portal.new for portal in portals),
        "unchanged": sum(portal.unchanged for portal in portals),
        "refused": sum(sum(portal.refused.values()) for portal in portals),
        "named": sum(portal.named for portal in portals),
        "held": sum(portal.held for portal in portals),
        "missing": sum(sum(portal.missing.values()) for portal in portals),
        "not_asked": sum(portal.not_asked for portal in portals),
        "waiting": sum(portal.waiting for portal in portals),
        "findings": len(report.findings),
    }


def headline(report: "CrawlReport") -> str:
    ended = f"ended {report.finished_at}" if report.finished_at else report.state
    years = f", report years {', '.join(map(str, report.years))}" if report.years else ""
    return f"Crawl {report.crawl_id}, begun {report.started_at}, {ended}{years}"


def summary_lines(report: "CrawlReport") -> list[str]:
    """The figures of the whole crawl, a sentence each."""
    sums = totals(report)
    lines = [
        f"{counted(sums['portals'], 'portal')}: "
        + ", ".join(f"{sums[f'portals_{state}']} {state.replace('_', ' ')}" for state in _STATES),
        (
            f"{counted(sums['requests'], 'request')}, {counted(sums['received'], 'byte')} received: "
            f"{counted(sums['new'], 'new payload')}, {sums['unchanged']} unchanged, {sums['refused']} refused"
        ),
        (
            f"{counted(sums['named'], 'document')} named by lists: {sums['held']} held, "
            f"{sums['missing']} could not be had, {sums['not_asked']} not asked for"
        ),
    ]
    if sums["waiting"]:
        lines.append(f"{sums['waiting']} requests wait for the crawl to go on")
    return lines


def missing_words(portal: "PortalReport") -> str:
    parts = [f"{number} {verdict}" for verdict, number in portal.missing.items()]
    return ", ".join([*parts, *([f"{portal.not_asked} not asked"] if portal.not_asked else [])])


def refused_words(portal: "PortalReport") -> str:
    return ", ".join(f"{number} {verdict}" for verdict, number in portal.refused.items())


def pace_words(host: "HostLine") -> str:
    gap = "" if host.shortest_gap is None else f", shortest gap kept {host.shortest_gap:g} s"
    return f"{host.host}: {host.requests} requests, pause {host.pause:g} s{gap}"


def state_words(state: str) -> str:
    return _STATES[state]


def advice(report: "CrawlReport") -> Iterator[str]:
    """What whoever runs the crawl can do, a sentence each, the portals in order."""
    if report.state != "finished":
        yield "The crawl is not finished: the same command goes on with it."
    for portal in report.portals:
        yield from _advice_for(portal, is_of_years=bool(report.years))


def _advice_for(portal: "PortalReport", *, is_of_years: bool) -> Iterator[str]:
    verdicts = dict.fromkeys([*portal.missing, *(portal.refused if portal.state == "refused" else ())])
    for verdict in verdicts:
        if verdict in _ADVICE:
            yield _ADVICE[verdict].format(portal=portal.portal_id)
    if portal.state == "no_column":
        yield (
            f"{portal.portal_id}: look for its column of annual reports in a browser and name it as `columns` in its "
            f"entry; `gongkai discover {portal.home}` shows what was tried."
        )
    if portal.not_asked and not portal.waiting and not is_of_years:
        yield (
            f"{portal.portal_id}: its lists name documents on hosts that are not its own, and these were not asked. "
            "If such a host belongs to the portal, add it to `hosts` in its entry."
        )
    if any(not one.complete for one in portal.lists):
        yield f"{portal.portal_id}: a list is incomplete. Read it again: `gongkai crawl {portal.portal_id} --recheck`."
    if portal.findings:
        yield f"{portal.portal_id}: it gave more before. Look at the lists named above in a browser."


# --- text --------------------------------------------------------------------------------------------


def print_report(terminal: Terminal, report: "CrawlReport") -> None:
    """The report for people: sums, findings, portals, what to do."""
    terminal.line(headline(report), style="bold")
    for line in summary_lines(report):
        terminal.line(line)
    print_findings(terminal, report.findings)
    for portal in report.portals:
        _print_portal(terminal, portal)
    to_do = list(advice(report))
    if to_do:
        terminal.heading("What to do")
        for sentence in to_do:
            terminal.line(f"  {sentence}")


def print_findings(terminal: Terminal, findings: "Sequence[Finding]") -> None:
    """Where portals brought less than before; nothing where none did."""
    if findings:
        terminal.heading("Less than before:")
    for finding in findings:
        at = f" ({finding.url})" if finding.url else ""
        terminal.line(f"  {finding.portal_id}, {finding.kind}: {finding.sentence}{at}")


def _print_portal(terminal: Terminal, portal: "PortalReport") -> None:
    terminal.heading(f"{portal.portal_id} {portal.name}: {portal.state}, {state_words(portal.state)}")
    terminal.line(
        f"  {counted(portal.requests, 'request')}, {counted(portal.received, 'byte')}; "
        f"{portal.new} new, {portal.unchanged} unchanged"
        + (f"; refused: {refused_words(portal)}" if portal.refused else "")
    )
    if portal.named:
        missing = missing_words(portal)
        terminal.line(f"  {portal.held} of {portal.named} documents held" + (f"; {missing}" if missing else ""))
    if portal.waiting:
        terminal.line(f"  {portal.waiting} requests wait")
    for host in portal.hosts:
        terminal.line(f"  {pace_words(host)}")
    for robots in portal.robots:
        terminal.line(f"  {robots.url}: {robots.refused or 'obeyed'}")
    for one in portal.lists:
        declared = "" if one.declared_total is None else f" of {one.declared_total} declared"
        terminal.line(
            f"  {'new ' if one.new else ''}list {one.url} ({one.family or 'unknown'}): {one.harvested}{declared}, "
            f"{'complete' if one.complete else 'incomplete'}: {one.reason}"
        )
