"""The prose of eight real reports of 2017: every figure they state, and nothing they do not."""

from pathlib import Path

import pytest

from parsers.documents.html import read_html
from parsers.model import Context, Number
from parsers.prose.dates import report_dates
from parsers.prose.metadata import read_metadata
from parsers.prose.narrative import read_narrative
from parsers.prose.sections import divide

FIGURES: dict[str, dict[str, Number]] = {
    "7477": {
        "disclosed_total": 135,
        "disclosed_gazette": 45,
        "disclosed_website": 50,
        "disclosed_weibo": 40,
        "applications_received": 0,
        "fees_collected_yuan": 0,
    },
    "7478": {"disclosed_total": 144, "applications_received": 0},
    "7479": {
        "disclosed_total": 191,
        "disclosed_website": 64,
        "disclosed_weibo": 32,
        "disclosed_wechat": 30,
        "disclosed_other": 65,
        "press_conferences": 4,
        "applications_received": 0,
        "fees_collected_yuan": 0,
    },
    "7480": {"disclosed_total": 91, "disclosed_website": 32, "disclosed_other": 59, "applications_received": 0},
    "7481": {
        "disclosed_total": 85,
        "disclosed_website": 32,
        "disclosed_wechat": 35,
        "interpretations": 1,
        "applications_received": 0,
        "fees_collected_yuan": 0,
    },
    "7482": {
        "disclosed_total": 68,
        "disclosed_website": 4,
        "applications_received": 0,
        "fees_collected_yuan": 0,
    },
    "7483": {"disclosed_total": 65, "disclosed_other": 65, "applications_received": 0},
    "7484": {"disclosed_total": 30, "applications_received": 0},
}
DATES = {
    "7477": ("2018-04-02T15:44:03", "2018-01-13"),
    "7478": ("2018-04-02T15:42:51", "2018-03-01"),
    "7479": ("2018-04-02T15:41:51", "2018-02-13"),
    "7480": ("2018-04-02T15:40:23", "2018-02-23"),
    "7481": ("2018-03-27T08:49:31", "2018-01-23"),
    "7482": ("2018-03-27T08:47:58", "2018-02-23"),
    "7483": ("2018-03-27T08:46:52", "2018-02-13"),
    "7484": ("2018-03-27T08:44:04", "2018-02-13"),
}


@pytest.mark.parametrize("number", sorted(FIGURES))
def test_figures_and_dates(corpus: Path, number: str) -> None:
    folder = corpus / "portals" / "www.zhecheng.gov.cn" / "xxgk" / "xxgknb" / "bmnb" / "2018-07-12"
    context = Context(f"http://www.zhecheng.gov.cn/{number}.html")
    document = read_html((folder / f"{number}.html").read_bytes(), context)
    found = read_narrative(divide(document).passages, 2017)
    assert {figure.code: figure.value for figure in found} == FIGURES[number]
    assert len(found) == len(FIGURES[number])
    metadata = read_metadata(document)
    dates = report_dates(document, context, metadata)
    assert (dates.published, dates.produced) == DATES[number]
    assert not any("赵丹" in item.value for item in metadata)  # the person named as author
