"""From the plan of a portal to its files: lists, articles, attachments, the pages around them, what is expected."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from gongkai.samples.make import hanweb, others, trs, ucap, vsb
from gongkai.samples.make.body_html import body, paragraphs
from gongkai.samples.make.columns import ANNUAL_KIND, Column, columns
from gongkai.samples.make.docx import docx
from gongkai.samples.make.draws import Draws
from gongkai.samples.make.family import Family, Row
from gongkai.samples.make.pdf import pdf
from gongkai.samples.make.report import Report, ReportPlan, make_reports
from gongkai.samples.make.site import Article, Entry, OtherText, Portal, Site, Web
from gongkai.samples.make.totals import totals

FAMILIES: dict[str, type[Family]] = {"trs": trs.Trs, "hanweb": hanweb.Hanweb, "ucap": ucap.Ucap, "vsb": vsb.Vsb}
ANNUAL_NAMES = {
    "trs": ("政府信息公开年报", "政府工作年报"),
    "hanweb": ("政府信息公开工作年度报告", "市政府工作报告"),
    "ucap": ("信息公开年报", "政府工作报告"),
    "vsb": ("政府信息公开年报", "政府工作年报"),
}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WORK_YEAR = 2024


@dataclass(slots=True)
class Assembly:
    """A portal while it is put together."""

    portal: Portal
    family: Family
    web: Web
    reports: dict[ReportPlan, Report]

    @property
    def site(self) -> Site:
        return self.portal.site


def assemble(portal: Portal) -> tuple[Web, dict[str, Any]]:
    """All files of a portal, and its totals."""
    names = ANNUAL_NAMES[portal.site.family]
    family = FAMILIES[portal.site.family](portal.site, columns(*names), portal.charset)
    assembly = Assembly(portal, family, Web(), make_reports(portal.plans()))
    rows = [_entry(assembly, entry) for entry in portal.entries]
    family.annual_list(rows, assembly.web)
    _surroundings(assembly)
    return assembly.web, totals(assembly.portal, assembly.family, assembly.web, assembly.reports, rows)


def revised(portal: Portal) -> dict[str, tuple[bytes, dict[str, Any], str]]:
    """Pages that a portal changed in silence: by path, bytes, what is expected of them, and the date."""
    changed = [entry for entry in portal.entries if entry.number in portal.revised]
    names = ANNUAL_NAMES[portal.site.family]
    family = FAMILIES[portal.site.family](portal.site, columns(*names), portal.charset)
    swapped = {entry.what: portal.revised[entry.number] for entry in changed if isinstance(entry.what, ReportPlan)}
    plans = [swapped.get(plan, plan) for plan in portal.plans()]
    assembly = Assembly(portal, family, Web(), make_reports(plans))
    pages = {}
    for entry in changed:
        plan = portal.revised[entry.number]
        path = _path(assembly, entry)
        _report_page(assembly, entry, plan, path)
        pages[path] = (assembly.web.files[path], assembly.web.expected[path], "2025-05-06")
    return pages


def _path(assembly: Assembly, entry: Entry) -> str:
    return entry.address or assembly.family.article_path(
        assembly.family.annual, entry.filed or entry.date, entry.number
    )


def _entry(assembly: Assembly, entry: Entry) -> Row:
    path = _path(assembly, entry)
    if isinstance(entry.what, ReportPlan):
        if entry.medium == "html":
            _report_page(assembly, entry, entry.what, path)
        else:
            _cover_and_file(assembly, entry, entry.what, path)
    elif isinstance(entry.what, OtherText):
        _other(assembly, assembly.family.annual, entry.what, entry.title, entry.date, path)
    return Row(path, entry.title, entry.shown, entry.date)


def _article(assembly: Assembly, entry: Entry, plan: ReportPlan, path: str, html: str) -> Article:
    return Article(
        title=plan.full_title,
        body=html,
        published=plan.published,
        path=path,
        column=assembly.family.annual.name,
        source=plan.body.name,
        index_number=_index_number(assembly.site, plan),
        produced=plan.produced,
        tags=entry.tags,
    )


def _index_number(site: Site, plan: ReportPlan) -> str:
    """An index number begins with the publisher's organisation code, which stays from year to year."""
    organisation = Draws("organisation", plan.body.name).hexadecimal(9).upper()
    return f"11{site.portal_id}{organisation}K/{plan.published[:4]}-{Draws(plan.full_title).between(1, 99999):05}"


def _report_page(assembly: Assembly, entry: Entry, plan: ReportPlan, path: str) -> None:
    report = assembly.reports[plan]
    charset = entry.charset or assembly.portal.charset
    page = assembly.family.article(_article(assembly, entry, plan, path, body(report)))
    assembly.web.add(path, page, charset, plan.published)
    assembly.web.expected[path] = {
        "context": _context(assembly, path, charset.header, "text/html", entry.title, entry.date),
        "published": plan.published,
        "produced": plan.produced if assembly.site.family != "vsb" else None,
        **report.expected(),
        "traps": list(entry.traps),
    }


def _cover_and_file(assembly: Assembly, entry: Entry, plan: ReportPlan, path: str) -> None:
    """A one-line article and the file that it links to, by the family's own kind of download address."""
    report, web = assembly.reports[plan], assembly.web
    file_name = f"{plan.full_title}.{entry.medium}"
    address, stored = _download(assembly, entry, plan, file_name)
    web.files[stored] = _file(report, entry.medium)
    web.types[stored] = MEDIA_TYPES[entry.medium]
    web.modified[stored] = plan.published
    line = f'<p>附件：<a href="{escape(address)}" target="_blank">{file_name}</a></p>'
    page = assembly.family.article(_article(assembly, entry, plan, path, line))
    charset = entry.charset or assembly.portal.charset
    web.add(path, page, charset, plan.published)
    base = {"published": plan.published, "produced": None, **report.expected()}
    empty: dict[str, Any] = {"disclosures": {}, "applications": {}, "legal_challenges": {}, "narrative": {}}
    web.expected[path] = {
        "context": _context(assembly, path, charset.header, "text/html", entry.title, entry.date),
        **base,
        **empty,
        "form": "none",
        "approximate": [],
        "sections": [],
        "checks_failed": [],
        "notes": {},
        "attachment": address,
        "traps": ["the report is the attachment; the page is its cover", *entry.traps],
    }
    final, media_type = _as_fetched(assembly.site, address, stored, MEDIA_TYPES[entry.medium])
    web.expected[stored] = {
        "context": _context(assembly, final, None, media_type, entry.title, entry.date),
        **base,
        "cover": path,
        "address": final,
        "traps": [f"{entry.medium} file", *entry.traps],
    }


def _download(assembly: Assembly, entry: Entry, plan: ReportPlan, file_name: str) -> tuple[str, str]:
    """(the address that the page links, the path where the file lies)."""
    name = f"{hashlib.sha256(plan.full_title.encode()).hexdigest()[:24]}.{entry.medium}"
    if assembly.site.family == "hanweb":
        return hanweb.download_address(name), f"/attach/0/{name}"
    if assembly.site.family == "vsb":
        number = str(9100000 + entry.number)
        stored = f"/__local/{name}"
        assembly.web.downloads[number] = {"path": stored, "filename": file_name}
        return vsb.download_address(number), stored
    raise ValueError(f"no attachments planned for {assembly.site.family}")


def _as_fetched(site: Site, address: str, stored: str, media_type: str) -> tuple[str, str]:
    """Where a client has the file from in the end, and as what: one family redirects, the other hands it out."""
    if site.family == "hanweb":
        return stored, media_type
    return address, "application/octet-stream"


def _file(report: Report, medium: str) -> bytes:
    return docx(report) if medium == "docx" else pdf(report)


def _other(assembly: Assembly, column: Column, text: OtherText, title: str, date: str, path: str) -> None:
    html = paragraphs(list(text.paragraphs))
    if text.table:
        rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in text.table)
        html += f'\n<table border="1"><tbody>{rows}</tbody></table>'
    source = f"{assembly.site.place}人民政府办公室"
    article = Article(title=title, body=html, published=date, path=path, column=column.name, source=source)
    charset = assembly.portal.charset
    assembly.web.add(path, assembly.family.article(article), charset, date)
    assembly.web.expected[path] = {
        "context": _context(assembly, path, charset.header, "text/html", title, date),
        "outcome": "not_a_report",
        "kind": text.kind,
    }


def _context(
    assembly: Assembly, path: str, charset: str | None, media_type: str, title: str, date: str
) -> dict[str, str | None]:
    """What a crawl knows of a page when it keeps it."""
    site = assembly.site
    return {
        "url": f"http://{site.host}{path}",
        "charset": charset,
        "media_type": media_type,
        "list_title": title,
        "list_date": date,
        "portal_id": site.portal_id,
        "portal_name": site.name,
        "division_code": site.portal_id,
    }


def _surroundings(assembly: Assembly) -> None:
    """The home page, the disclosure platform, and the columns that hold no annual reports."""
    family, web, site = assembly.family, assembly.web, assembly.site
    by_kind: dict[str, list[Row]] = {}
    for column in family.columns:
        if column.kind == ANNUAL_KIND:
            continue
        rows = []
        for number, (title, text, date) in enumerate(_sibling_texts(site, column), 1):
            path = family.article_path(column, date, 100 * column.number + number)
            _other(assembly, column, text, title, date, path)
            rows.append(Row(path, title, title, date))
        family.column_page(column, rows, web)
        by_kind[column.kind] = rows
    family.home(by_kind["news"], by_kind["policy"], web)
    family.hub_page(web)


def _sibling_texts(site: Site, column: Column) -> Sequence[tuple[str, OtherText, str]]:
    place, year = site.place, WORK_YEAR
    work = "政府工作报告"
    law, website = "法治政府建设年度报告", "政府网站工作年度报表"
    texts: dict[str, list[tuple[str, OtherText, str]]] = {
        "news": [
            (f"{place}开展政务开放日活动", others.news(site), "2025-03-27"),
            (f"{place}召开政府信息公开工作培训会", others.training(site), "2025-03-12"),
        ],
        "policy": [(f"《{place}促进农产品冷链建设若干措施》政策解读", others.policy(site), "2025-02-18")],
        "guide": [(f"{place}人民政府政府信息公开指南", others.guide(site), "2024-06-03")],
        "rules": [(f"{place}政府信息公开保密审查制度", others.rules(site), "2023-05-09")],
        "work_report": [(f"{year}年{place}{work}", others.work_report(site, year), "2024-01-18")],
        "law_based_government_report": [(f"{place}{year}年{law}", others.law_report(site, year), "2025-03-06")],
        "website_report": [(f"{place}{website}（{year}年度）", others.website_report(site, year), "2025-01-22")],
    }
    return texts[column.kind]
