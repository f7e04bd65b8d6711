"""The page that is read: the largest sample, also as Word writes it, and as many bodies would have filled it in."""

import re
from pathlib import Path

import gongkai.samples
from parsers.model import Context

CONTEXT = Context(url="http://sample.invalid/report.html", media_type="text/html")

# The samples are spare with fonts. Word states them in full at every run of text, Chinese and Western apart.
_WORD_FONT = "font-family:宋体;mso-ascii-font-family:Calibri;mso-bidi-font-family:宋体;color:black;mso-font-kerning:0pt"
WORD_FONTS = (
    ("font-family:宋体", _WORD_FONT),
    ('<span lang="EN-US">', f'<span lang="EN-US" style="{_WORD_FONT}">'),
)

_PLACE = "青禾县"
_SURNAMES, _NAMES = "东西南北安清平永长新", "河山川原林溪泉丘"
_CELL = re.compile(r"(<td[^>]*>)(.*?)(</td>)", re.DOTALL)
_TEXT = re.compile(r">([^<]+)<")
_COUNT = re.compile(r"(\d+)(?=[件条篇场])")
_SENTENCES = (
    "各科室按季度报送清单，由办公室汇总。",
    "专栏设专人值守，留言当日转办。",
    "对公众关注较多的事项配发图文说明。",
    "年初印发要点，年末逐项对照检查。",
    "培训覆盖全部信息员，新进人员先学后上岗。",
    "以案例讲解答复文书的写法。",
    "对历年文件分批清理，结果在专栏列出。",
)


def largest_sample_page() -> bytes:
    """The largest HTML report with tables among the bundled samples."""
    pages = Path(gongkai.samples.__file__).parent.rglob("*.html")
    return max((page.read_bytes() for page in pages if b"<table" in page.read_bytes()), key=len)


def as_word_writes_it(page: bytes) -> bytes:
    """The same report as real portals print it, some 110 KB of markup: with Word's own font declarations."""
    text = page.decode("utf-8")
    for spare, full in WORD_FONTS:
        text = text.replace(spare, full)
    return text.encode("utf-8")


def of_other_bodies(page: bytes, count: int) -> list[bytes]:
    """The same report as so many bodies would fill it in: with names, figures and paragraphs of their own.

    What a reader remembers of whole texts is of no use to it here; what all reports of a form share, is.
    Figures are multiples, so that what added up still does.
    """
    text = page.decode("utf-8")
    return [_of_another_body(text, number).encode("utf-8") for number in range(1, count + 1)]


def _of_another_body(text: str, number: int) -> str:
    place = _SURNAMES[number % len(_SURNAMES)] + _NAMES[number // len(_SURNAMES) % len(_NAMES)] + "县"
    said = (_SENTENCES[(number + place) % len(_SENTENCES)] for place in range(10_000))
    text = _CELL.sub(lambda cell: cell[1] + _multiplied(cell[2], number) + cell[3], text.replace(_PLACE, place))
    text = _COUNT.sub(lambda count: str(int(count[1]) * number), text)
    return re.sub("。(?=</)", lambda _: f"。{place}{next(said)}", text)


def _multiplied(cell: str, number: int) -> str:
    """A cell of digits alone, however many runs of text they stand in, times `number`; any other as it is."""
    texts = _TEXT.findall(f">{cell}<")
    digits = "".join(texts).strip()
    if not digits.isdigit():
        return cell
    first = iter([str(int(digits) * number)])
    return _TEXT.sub(lambda _: f">{next(first, '')}<", f">{cell}<")[1:-1]
