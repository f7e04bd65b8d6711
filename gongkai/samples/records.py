"""The record sets of a Hanweb list, as `dataproxy.jsp` answers them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

PROXY = "/module/web/jpage/dataproxy.jsp"
OVERLAPS_FROM = 3
MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one list, newest first, asked for by `page` or by `startrecord` and `endrecord` (from 1).

    From the third group on an answer begins with the last row of the group before.
    """

    columnid: str
    unitid: str
    group: int
    rows: tuple[str, ...]

    @classmethod
    def of(cls, serving: Mapping[str, Any]) -> Self | None:
        """The records that a portal's serving rules hold, if it has any."""
        if not serving:
            return None
        return cls(serving["columnid"], serving["unitid"], serving["per_page"], tuple(serving["rows"]))

    def answer(self, fields: Mapping[str, str]) -> str | None:
        """The XML that answers a request; None where it names another list or no rows."""
        if fields.get("columnid") != self.columnid or fields.get("unitid", self.unitid) != self.unitid:
            return None
        span = self._span(fields)
        if span is None:
            return None
        first, last = span
        overlap = 1 if first > (OVERLAPS_FROM - 1) * self.group else 0
        return self._xml(first - overlap, last)

    def _span(self, fields: Mapping[str, str]) -> tuple[int, int] | None:
        """(first row, last row) from 1; None where the request makes no sense."""
        page, start, end = fields.get("page", ""), fields.get("startrecord", ""), fields.get("endrecord", "")
        if _is_count(start) and _is_count(end):
            first, last = int(start), min(int(end), int(start) + MOST_ROWS - 1)
        elif _is_count(page):
            first, last = (int(page) - 1) * self.group + 1, int(page) * self.group
        else:
            return None
        return (first, min(last, len(self.rows))) if 0 < first <= last else None

    def _xml(self, first: int, last: int) -> str:
        records = "".join(f"<record><![CDATA[\n{row}]]></record>" for row in self.rows[first - 1 : last])
        following = ""
        if last < len(self.rows):
            page = last // self.group + 1
            following = (
                f'<a href="{PROXY}?page={page}&appid=1&webid=1&path=/&columnid={self.columnid}'
                f'&unitid={self.unitid}"></a>'
            )
        pages = -(-len(self.rows) // self.group)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<datastore>\n<nextgroup><![CDATA[{following}]]></nextgroup>\n<totalrecord>{len(self.rows)}</totalrecord>\n"
            f"<totalpage>{pages}</totalpage>\n<recordset>\n{records}\n</recordset>\n</datastore>\n"
        )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7
