"""Telephone numbers and e-mail addresses, hidden wherever a report's text is shown.

Short public numbers (12345, 12315) and 400 or 800 lines are no one's own and stay.
"""

from __future__ import annotations

import re

_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_AREA = re.compile(
    r"(?<![\dA-Za-z/])(?P<area>0\d{2,3})(?P<mark>[-－—–\s)）]{0,2})\d{3,4}[-\s]?\d{4}(?:[-－转]\d{1,5})?(?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d(?:[-\s]?\d{4}){2}(?![\d.]|\s*[元万亿条件人次份])")
_AFTER_LABEL = re.compile(r"((?:电话|传真|座机|热线|手机)(?:号码)?[:：]?\s*)(?![48]00)\d{3,4}[-\s]?\d{4}(?!\d)")


def mask_contacts(text: str) -> str:
    """The text with e-mail addresses and telephone numbers masked: ***@***, 0517-****, 1**********."""
    if "@" in text or "＠" in text:
        text = _EMAIL.sub("***@***", text)
    text = _AREA.sub(lambda match: f"{match['area']}{match['mark'].strip() or '-'}****", text)
    text = _MOBILE.sub("1**********", text)
    return _AFTER_LABEL.sub(r"\1****", text)
