"""Traditional characters in the words that columns, menus, pagers and titles of reports are known by, put into ours.

Some sites stand under such an address for readers elsewhere, by machine. What an item is called stays as it is printed.
"""

from __future__ import annotations

_PRINTED = "開報頁條資訊縣區鎮鄉務門級應國財農業環衛醫發會員處辦規劃計動統監據單機構總結當於關欄錄導網專題歷廳"
_OURS = "开报页条资讯县区镇乡务门级应国财农业环卫医发会员处办规划计动统监据单机构总结当于关栏录导网专题历厅"
_TABLE = str.maketrans(_PRINTED, _OURS)
_SIGNS = "開報頁條"  # one of which stands wherever it matters


def in_ours(words: str) -> str:
    """Words in our characters; 資訊 is what 信息 is called elsewhere."""
    if not any(sign in words for sign in _SIGNS):
        return words
    return words.translate(_TABLE).replace("资讯", "信息")
