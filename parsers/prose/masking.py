"""Telephone numbers and e-mail addresses, hidden wherever a report's text is shown.

Short public numbers (12345, 12315) and 400 or 800 lines are no one's own and stay.
"""

from __future__ import annotations

import re

# The patterns begin with a character and look behind it: a search then skips to such characters instead of trying
# each place.
_LOCAL = "[A-Za-z0-9._%+-]"
_EMAIL = re.compile(rf"{_LOCAL}(?<!{_LOCAL}{{2}}){_LOCAL}{{0,63}}\s?[@＠]\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_AREA = re.compile(
    r"(?P<area>0(?<![\dA-Za-z/]0)\d{2,3})(?P<mark>[-－—–\s)）]{0,2})\d{3,4}[-\s]?\d{4}(?:[-－转]\d{1,5})?(?![\dA-Za-z])"
)
_MOBILE = re.compile(r"1(?<![\d.]1)[3-9]\d(?:[-\s]?\d{4}){2}(?![\d.]|\s*[元万亿条件人次份])")
_AFTER_LABEL = re.compile(
    r"((?:电\s{0,3}话|传\s{0,3}真|座机|热线|手机|联系方式)(?:号码)?[:：]?\s*)"
    r"(?![48]00)(?:\+?86[-\s]?)?(?:\d{2,3}[-\s])?\d{3,4}[-\s]?\d{4}(?!\d)"
)
# 「电话：0595-23122168/23122169」: numbers that follow a masked one.
_FURTHER = re.compile(r"(?<=\*{4})(?:(?:\s?[、/／或和及]\s?|\s)\d{3,4}-?\d{4}(?!\d))+")
_LOCAL_NUMBER = re.compile(r"\d{3,4}-?\d{4}")

# Stands in every telephone number, and in few texts without one.
_DIGITS_OF_A_TELEPHONE = re.compile(r"\d\d\d[-\s]?\d{4}")


def mask_contacts(text: str) -> str:
    """The text with e-mail addresses and telephone numbers masked: ***@***, 0517-****, 1**********."""
    if "@" in text or "＠" in text:
        text = _EMAIL.sub("***@***", text)
    if not _DIGITS_OF_A_TELEPHONE.search(text):
        return text
    text = _AREA.sub(lambda match: f"{match['area']}{match['mark'].strip() or '-'}****", text)
    text = _MOBILE.sub("1**********", text)
    text = _AFTER_LABEL.sub(r"\1****", text)
    return _FURTHER.sub(lambda further: _LOCAL_NUMBER.sub("****", further.group()), text)
