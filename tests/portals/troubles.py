"""What keeps a list from being read to its end, and the sentence that a crawl should say of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.portals.made import Answer, Draft, Made
from tests.portals.rows import Row
from tests.portals.web import Reply

APOLOGY = Reply("<html><body><div>您访问的页面不存在或已删除，请返回首页</div></body></html>")
# In place of a later page: what is sent, and what the crawl says of it.
REFUSALS = {
    "missing": (Reply("<html>404</html>", 404), "not_found, status 404"),
    "challenge": (
        Reply("<html><script>$_ts=window['$_ts'];</script></html>", 412),
        "challenge, 瑞数 (a script in place of the page)",
    ),
    "blocked": (
        Reply("<html><title>访问被阻断</title>您的访问被拒绝</html>"),
        "waf_block, the page says 您的访问被拒绝",
    ),
    "apology": (APOLOGY, "soft_404, the page says 页面不存在"),
}


@dataclass(frozen=True)
class ListTruth:
    """What a crawl must say of a list. `items` are (address, title, printed date, report year by machine)."""

    url: str
    family: str
    items: tuple[tuple[str, str, str | None, int | None], ...]
    total: int | None
    complete: bool
    reason: str


Maker = Callable[[Draft], Made]


def made_with(trouble: str, maker: Maker, draft: Draft) -> tuple[Made, ListTruth]:
    """A list with this trouble, and the truth of it. The trouble must be one that the maker's lists can have."""
    if trouble == "off_host":
        draft.rows[1:1] = [
            Row("https://mp.weixin.qq.com/s/2024AbC", draft.rows[0].title.replace("年", "年度", 1), None)
        ]
    if trouble == "javascript":
        draft.rows[1:1] = [Row("javascript:show(13)", draft.rows[0].title.replace("年", "年度", 1), None)]
    before = copy.deepcopy(draft)
    if trouble == "short":
        draft.declared = len(draft.rows) + 3
    if trouble == "cap":
        draft.declared = 10_000
    made = maker(draft)
    if trouble in REFUSALS:
        return _refused(made, draft, trouble)
    if trouble == "repeated":
        return _repeated(made, draft)
    if trouble == "drift":
        before.declared = len(before.rows) + 1
        later = maker(before)
        made.answers[1:] = later.answers[1:]
        total = before.declared
        note = f"the declared number changed from {made.total} to {total} on the way"
        return made, _truth(made, draft, f"it declares {total}; {note}", total=total)
    if trouble == "short":
        return made, _truth(made, draft, f"it declares {made.total}")
    if trouble == "cap":
        return made, _truth(made, draft, "it declares 10000; 10000 may be a cap and not the true number")
    if trouble == "off_host":
        return made, _truth(
            made, draft, f"{_proof(made)}; 1 items lie on other hosts and were not asked for", complete=True
        )
    if trouble == "javascript":
        return made, _unlinked(made, draft)
    return made, _truth(made, draft, _proof(made), complete=True)


def _unlinked(made: Made, draft: Draft) -> ListTruth:
    """One entry leads nowhere, and counts in a number that is declared."""
    for answer in made.answers:
        answer.rows = [row for row in answer.rows if not row.path.startswith("javascript:")]
    why = f"it declares {made.total}" if made.total is not None else "not all that it lists can be asked for"
    return _truth(made, draft, f"{why}; 1 entries have no address, only a script")


def _proof(made: Made) -> str:
    if made.total is not None:
        return "that is the number declared"
    if made.paged:
        return "all declared pages were read, the number of items is not declared"
    if len(made.answers) == 1:
        return "one page without a pager, no number is declared"
    return "the last page leads no further, no number is declared"


def _refused(made: Made, draft: Draft, trouble: str) -> tuple[Made, ListTruth]:
    """The last answer is a refusal instead."""
    reply, words = REFUSALS[trouble]
    made.answers[-1] = Answer(reply)
    read = len(made.answers) - 1
    return made, _truth(made, draft, f"page {read + 1} could not be had: {words}", read=read)


def _repeated(made: Made, draft: Draft) -> tuple[Made, ListTruth]:
    """The last page is the one before it once more."""
    made.answers[-1] = made.answers[-2]
    return made, _truth(made, draft, f"page {len(made.answers)} brings nothing new")


def truths_of_branches(made: Made, draft: Draft) -> list[ListTruth]:
    return [_truth(branch, draft, _proof(branch), complete=True) for branch in made.branches]


def _truth(
    made: Made, draft: Draft, why: str, *, complete: bool = False, read: int | None = None, total: int | None = None
) -> ListTruth:
    read = len(made.answers) if read is None else read
    total = made.total if total is None else total
    rows = list({row.path: row for answer in made.answers[:read] for row in answer.rows}.values())
    of = f" of {total}" if total is not None else ""
    harvest = f"{len(rows)}{of} items over {read} {'page' if read == 1 else 'pages'}"
    items = tuple(_item(made, draft, row) for row in rows)
    return ListTruth(f"http://{draft.host}{made.column}", made.family, items, total, complete, f"{harvest}; {why}")


def _item(made: Made, draft: Draft, row: Row) -> tuple[str, str, str | None, int | None]:
    url = f"http://{draft.host}{row.path}" if row.path.startswith("/") else row.path
    if made.shows == "record":
        return url, row.title, row.date, row.year_hint
    is_dated = draft.style.dated or made.shows == "dated"
    return url, draft.style.listed_title(row), row.date if is_dated else None, row.year_hint


def plain(draft: Draft) -> Draft:
    """The draft with records as services print them."""
    return replace(draft, style=draft.style.plain())
