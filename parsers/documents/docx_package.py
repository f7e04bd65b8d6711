"""The parts of a Word package (.docx, .docm, .dotx) that a report needs: its body, its styles, its title.

Read here by lxml and not by a library, so that files with macros, templates, the strict form of the format and files
whose other parts are damaged are read alike. Layout after ECMA-376, parts 1 and 2.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from .errors import raise_for_memory
from .unseen import is_white

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml|officeDocument)/")
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "o": "urn:schemas-microsoft-com:office:office",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MAIN = "word/document.xml"
_DEEPEST = 12  # styles that rest on one another
_WHITE = "FFFFFF"
_PAPER = ("background1", "bg1", "light1", "lt1")  # names in a theme


@cache
def qn(name: str) -> str:
    """The name of an element or attribute as lxml has it: "w:p" in its namespace."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_FILL = f"{qn('w14:textFill')}/{qn('w14:solidFill')}"  # it outdoes w:color

Looks = dict[str, str]  # the name of a property and its value, "" where it states none


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name, the style that it rests on, and what it says of the looks of words."""

    name: str = ""
    based_on: str = ""
    looks: Looks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Package:
    """The body of the text, the styles by their ids, the title property, and the words of notes at the foot.

    `related` are the names of the parts that the text refers to, by what it calls them.
    """

    archive: zipfile.ZipFile
    body: etree._Element
    styles: dict[str, Style]
    title: str | None
    notes: tuple[str, ...]
    related: dict[str, str]

    def file(self, relation: str) -> bytes | None:
        """The content of a part that the text refers to; None where it is not there or damaged."""
        try:
            return self.archive.read(self.related[relation])
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError):
            return None

    def looks_of(self, style: str) -> Looks:
        """What a style says of the looks of words, with what it inherits."""
        chain: list[Looks] = []
        while style in self.styles and len(chain) < _DEEPEST:
            chain.append(self.styles[style].looks)
            style = self.styles[style].based_on
        return {name: value for looks in reversed(chain) for name, value in looks.items()}


def open_package(archive: zipfile.ZipFile) -> Package:
    """The package. Raises ValueError, KeyError or lxml's errors where it has no body that can be read."""
    names = {name.lower(): name for name in archive.namelist()}
    main = names[_main_part(archive, names).lower()]
    body = _parsed(archive, main).find(qn("w:body"))
    if body is None:
        raise ValueError("it has no body")
    _keep_one_form(body)
    folder = posixpath.dirname(main)
    styles = _optional(archive, names.get(f"{folder}/styles.xml".lower()))
    core = _optional(archive, names.get("docprops/core.xml"))
    title = None if core is None else next((one.text for one in core.iter(qn("dc:title")) if one.text), None)
    notes = (_optional(archive, names.get(f"{folder}/{part}.xml".lower())) for part in ("footnotes", "endnotes"))
    said = tuple(words for part in notes if part is not None for words in _notes(part))
    related = _related(_optional(archive, names.get(f"{folder}/_rels/{posixpath.basename(main)}.rels".lower())))
    parts = {key: names[part] for key, target in related if (part := _joined(folder, target).lower()) in names}
    return Package(archive, body, {} if styles is None else _styles(styles), title, said, parts)


def looks_stated(properties: etree._Element | None) -> Looks:
    """What w:rPr says, by local names; a color is six digits also where the file only names white paper's."""
    if properties is None:
        return {}
    looks = {
        str(etree.QName(one).localname): str(one.get(qn("w:val"), ""))
        for one in properties
        if isinstance(one.tag, str) and one.tag.startswith(f"{{{_NAMESPACES['w']}}}")
    }
    if (fill := properties.find(_FILL)) is not None and len(fill):
        looks["color"] = _WHITE if _is_paper(fill[0], "w14:val") else str(fill[0].get(qn("w14:val"), ""))
    elif "color" in looks and _is_paper(properties.find(qn("w:color")), "w:themeColor"):
        looks["color"] = _WHITE
    return looks


def is_painted(shade: etree._Element) -> bool:
    """Whether a shade (w:shd) is of another color than white paper."""
    named = str(shade.get(qn("w:themeFill"), ""))
    if named:
        return named not in _PAPER or shade.get(qn("w:themeFillShade")) is not None
    ground = str(shade.get(qn("w:fill"), "auto")).lower()
    return ground != "auto" and not is_white(ground)


def _is_paper(color: etree._Element | None, name: str) -> bool:
    """Whether a color is that of the paper by its name in the theme, and is not made darker."""
    if color is None or str(color.get(qn(name), "")) not in _PAPER:
        return False
    return color.get(qn("w:themeShade")) is None and not len(color)


def _related(relations: etree._Element | None) -> Iterator[tuple[str, str]]:
    """What a part calls those that it refers to, and where they stand."""
    for one in () if relations is None else relations:
        yield str(one.get("Id", "")), str(one.get("Target", ""))


def _joined(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _main_part(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    """The part that the package names as its text; mostly word/document.xml, some writers count it."""
    relations = _optional(archive, names.get("_rels/.rels"))
    for one in () if relations is None else relations:
        if str(one.get("Type", "")).endswith("/officeDocument"):
            target = str(one.get("Target", "")).lstrip("/")
            if target.lower() in names:
                return target
    return _MAIN


def _optional(archive: zipfile.ZipFile, name: str | None) -> etree._Element | None:
    """A part that the text can be read without; None where it is not there or damaged."""
    if name is None:
        return None
    try:
        return _parsed(archive, name)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise_for_memory(error)
        return None


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    content = archive.read(name)
    if _STRICT.search(content):
        content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(content, parser)


def _keep_one_form(body: etree._Element) -> None:
    """Keep one form of what the body holds in several: the first that holds anything, the one for all readers last."""
    for several in list(body.iter(qn("mc:AlternateContent"))):
        forms = [*several.iterchildren(qn("mc:Choice")), *several.iterchildren(qn("mc:Fallback"))]
        kept = next((form for form in forms if len(form)), None)
        for form in forms:
            if form is not kept:
                several.remove(form)


def _styles(part: etree._Element) -> dict[str, Style]:
    styles: dict[str, Style] = {}
    for one in part.iter(qn("w:style")):
        name, based_on = one.find(qn("w:name")), one.find(qn("w:basedOn"))
        styles[str(one.get(qn("w:styleId"), ""))] = Style(
            "" if name is None else str(name.get(qn("w:val"), "")),
            "" if based_on is None else str(based_on.get(qn("w:val"), "")),
            looks_stated(one.find(qn("w:rPr"))),
        )
    return styles


def _notes(part: etree._Element) -> list[str]:
    words = ["".join(text.text or "" for text in note.iter(qn("w:t"))).strip() for note in part]
    return [word for word in words if word]
