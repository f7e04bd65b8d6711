"""Every word of the tables, by its bare form: what a cell or a line of text can be recognised by."""

from __future__ import annotations

import re
from functools import lru_cache

from .form import APPLICATIONS, FORMS, LEGAL_CHALLENGES, STATISTICS
from .labels import LONGEST_LABEL, bare

CONTENT_HEAD = bare("信息内容")
RELATION_NOTE = bare("本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和")
CLAUSE = "第二十条第"  # begins the full-width rows of table 2

MEASURE_NAMES: dict[str, set[tuple[str, str]]] = {}  # bare head -> (form, measure code)
ITEM_NAMES: dict[str, set[tuple[str, str]]] = {}  # bare label -> (form, item code)
for _form in FORMS.values():
    for _block in _form.blocks:
        for _measure in _block.measures:
            for _name in (*_measure.names, *_measure.in_other_units):
                MEASURE_NAMES.setdefault(_name, set()).add((_form.form, _measure.code))
        for _item in _block.items:
            for _name in _item.names:
                ITEM_NAMES.setdefault(_name, set()).add((_form.form, _item.code))

APPLICATION_ROWS = {name: at for at, row in enumerate(APPLICATIONS.rows) for name in row.names}
APPLICATION_COLUMNS = {name: column.code for column in APPLICATIONS.columns for name in column.names}
CHANNEL_NAMES = {name: row.code for row in LEGAL_CHALLENGES.rows for name in row.names}
RESULT_NAMES = {name: column.code for column in LEGAL_CHALLENGES.columns for name in column.names}
LITIGATION = bare("行政诉讼")

DISCLOSURE_HEADS = frozenset({CONTENT_HEAD, *MEASURE_NAMES})
APPLICATION_HEADS = APPLICATIONS.opening | frozenset(APPLICATION_COLUMNS) | {RELATION_NOTE}
LEGAL_HEADS = LEGAL_CHALLENGES.opening | frozenset(CHANNEL_NAMES) | frozenset(RESULT_NAMES)
# Words of the heads that stand in more than one table, or in prose cells: alone they open nothing.
_SHARED = frozenset(APPLICATION_COLUMNS) & frozenset(RESULT_NAMES)
APPLICATION_OPENING = APPLICATIONS.opening | {RELATION_NOTE} | (frozenset(APPLICATION_COLUMNS) - _SHARED - {"其他组织"})
LEGAL_OPENING = (
    LEGAL_CHALLENGES.opening | frozenset(CHANNEL_NAMES) | {bare("结果维持"), bare("结果纠正"), bare("尚未审结")}
)

ROW_LABELS = frozenset(ITEM_NAMES) | frozenset(APPLICATION_ROWS)
HEADS = DISCLOSURE_HEADS | APPLICATION_HEADS | LEGAL_HEADS | APPLICATIONS.groups

# Units as statistics tables print them, in a column of their own or beside the figure.
UNITS = frozenset("条 件 次 篇 个 人 人次 件次 条次 项 份 场 期 处 家 名 户 起 宗 部 万元 元".split())
_STATISTICS = frozenset(bare(name) for form in STATISTICS.values() for label in form.labels for name in label.names)
# The words of the statistics tables, whole: a label with a slip is not told from a heading of the report's sections
# (主动公开政府信息数, 主动公开政府信息情况). A label may be led by 其中, and by a number behind it; of a topic's names
# only the form's own counts, because others are headings as well.
STATISTIC_WORDS = UNITS.union(
    (lead + name for name in _STATISTICS for lead in ("", "其中", "其中1")),
    *({bare(topic.names[0]) for topic in form.topics} for form in STATISTICS.values()),
    *({bare(name) for names in form.heads.values() for name in names} for form in STATISTICS.values()),
)

# Labels so long that no prose has them by chance.
_LONG = 7


def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted((name for name in names if len(name) >= _LONG), key=len, reverse=True)))


LONG_LABELS = _any_of(ROW_LABELS | HEADS)
LONG_STATISTIC_LABELS = _any_of(_STATISTICS - ROW_LABELS - HEADS)

# Heads are the words most often cut in two ("商业" / "企业"); a piece is recognised beside other table words only.
PIECES = frozenset(
    head[start:end]
    for head in (*APPLICATION_COLUMNS, *RESULT_NAMES, *CHANNEL_NAMES)
    for start in range(len(head))
    for end in range(start + 1, len(head) + 1)
    if len(head) <= 8 and end - start < len(head)
)


# Heads of columns that no form has and that hold no figure of it.
_REMARKS = frozenset("备注 说明 注 序号 编号 编码 代码 指标代码 行次 行号 栏次 单位 年度 年份".split())


def names_a_remark(text: str) -> bool:
    """Whether a column head names a column beside the form's: 备注, 说明, 序号, 行次."""
    return bare(text) in _REMARKS


def is_clause(name: str) -> bool:
    """Whether a bare text is 第二十条第（一）项 alone, which opens a block of table 2."""
    return name.startswith(CLAUSE) and len(name) < 12


def begins_with_clause(name: str) -> bool:
    """Whether a cell is a clause with its own words behind it: 第二十条第（一）项：行政法规、规章和规范性文件."""
    return name.startswith(CLAUSE) and len(name) < 60


# An aside behind a label that changes what is counted, or in which unit, makes it another label.
_ANOTHER = re.compile("元|[百千万亿]|半年|季|月|累计|历年|[上去]年|同期|以来")
_AMONG = "其中"
_ORDINALS = "一二三四五六七八九十0123456789"
_ASIDE = re.compile(r"(?<=\w)\s*[（(\[【〔]")


def name_of(text: str) -> str:
    """A label bare, without the explanation behind it or the groups before it: 规范性文件（以…为标题的公文）."""
    return _name_of(text) if len(text) <= LONGEST_LABEL else _name_of.__wrapped__(text)


@lru_cache(maxsize=4096)  # of short texts only: hostile cells must not fill the memory
def _name_of(text: str) -> str:
    name = bare(text)
    if is_known(name):
        return name
    if name.startswith(_AMONG) and is_known(behind := name.removeprefix(_AMONG).lstrip("0123456789")):
        return behind
    if (behind := _behind_groups(name)) != name:
        return behind
    if (aside := _ASIDE.search(text, 2)) and not _ANOTHER.search(text, aside.end()):
        alone = bare(text[: aside.start()])
        if (alone in ROW_LABELS or alone in HEADS) and alone not in APPLICATIONS.groups:
            return alone
    return name


def _behind_groups(name: str) -> str:
    """A label without the groups that stand before it in its own cell: 本年度办理结果（六）其他处理3.其他."""
    rest = name if len(name) <= LONGEST_LABEL else ""
    while group := next((group for group in APPLICATIONS.groups if rest.startswith(group)), ""):
        rest = rest.removeprefix(group)
        for label in (rest, rest.lstrip(_ORDINALS)):
            if label in APPLICATION_ROWS:
                return label
        rest = rest.lstrip(_ORDINALS)
    return name


def is_known(name: str) -> bool:
    """Whether a bare text is a word of the tables."""
    return name in ROW_LABELS or name in HEADS or name in STATISTIC_WORDS or is_clause(name)
