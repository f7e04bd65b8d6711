"""The documents of an OFD container: their pages in order, with what several pages share, and what lies beside them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from .ofd_geometry import Matrix, numbers
from .ofd_package import Package, PartError, child, children, text_of
from .ofd_page import Drawing
from .printed import Box

_MAIN = "OFD.xml"
_ORDER, _BODY = {"Background": 0, "Foreground": 2}, 1  # of the types of layers
_A4 = (0.0, 0.0, 210.0, 297.0)
_BEHIND = ("Watermark", "Stamp")  # annotations that are no notes of a reader


@dataclass(slots=True)
class Resources:
    """What pages refer to by IDs: composite units, and the parts that are pictures."""

    units: dict[str, etree._Element] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)

    def add(self, further: Resources) -> None:
        self.units |= further.units
        self.media |= further.media


@dataclass(slots=True)
class OfdDocument:
    """One document, its root part named `part`; templates and notes (parts) by their IDs."""

    part: str
    root: etree._Element
    title: str
    shared: Resources = field(default_factory=Resources)
    templates: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> list[etree._Element]:
        return children(child(self.root, "Pages"), "Page")


def documents(package: Package) -> Iterator[OfdDocument]:
    """The documents that the container lists. Raises PartError where the root part of one is missing or damaged."""
    for body in children(package.root(package.find(_MAIN)), "DocBody"):
        part = _root_part(package, body)
        root = package.root(part)
        common = child(root, "CommonData")
        document = OfdDocument(part, root, text_of(child(body, "DocInfo", "Title")))
        for resources in children(common, "PublicRes", "DocumentRes"):
            document.shared.add(_resources(package, text_of(resources), part))
        for template in children(common, "TemplatePage"):
            document.templates[template.get("ID", "")] = template.get("BaseLoc", "")
        document.notes = _notes(package, document)
        yield document


def draw(package: Package, document: OfdDocument, page: etree._Element) -> tuple[Box, Drawing]:
    """A page's area and what is drawn on it, in millimetres. Raises PartError where a part of it cannot be read."""
    part = package.find(page.get("BaseLoc", ""), document.part)
    root = package.root(part)
    known = Resources(dict(document.shared.units), dict(document.shared.media))
    for resources in children(root, "PageRes"):
        known.add(_resources(package, text_of(resources), part))
    area = _area(root, document)
    move = Matrix(e=-area[0], f=-area[1])
    drawing = Drawing(known.units, known.media)
    below: list[etree._Element] = []
    above: list[etree._Element] = []
    for template in children(root, "Template"):
        location = document.templates.get(template.get("TemplateID", ""), "")
        layers = _layers(package.root(package.find(location, document.part)))
        (above if template.get("ZOrder") == "Foreground" else below).extend(layers)
    drawing.add((*below, *_layers(root), *above), move)
    return area, drawing


def note_words(package: Package, document: OfdDocument, page: etree._Element) -> str:
    """The words that were written on a page as notes, after it was made. Nothing where they cannot be read."""
    part = document.notes.get(page.get("ID", ""))
    if part is None:
        return ""
    with suppress(PartError):
        notes = [
            note
            for note in package.root(part).iter("{*}Annot")
            if note.get("Type") not in _BEHIND and note.get("Visible") != "false"
        ]
        return "".join(text_of(code) for note in notes for code in note.iter("{*}TextCode"))
    return ""


def enclosed(package: Package, document: OfdDocument) -> list[str]:
    """The names of the files that travel within the container."""
    with suppress(PartError):
        part = package.find(text_of(child(document.root, "Attachments")), document.part)
        return [one.get("Name", "") for one in children(package.root(part), "Attachment")]
    return []


def _root_part(package: Package, body: etree._Element) -> str:
    """The root part of a document, in the version of it that is the current one."""
    for version in children(child(body, "Versions"), "Version"):
        if version.get("Current") == "true":
            with suppress(PartError):
                part = package.find(version.get("BaseLoc", ""), _MAIN)
                return package.find(text_of(child(package.root(part), "DocRoot")), part)
    return package.find(text_of(child(body, "DocRoot")), _MAIN)


def _layers(root: etree._Element) -> list[etree._Element]:
    """The layers of a page or template in the order in which they are drawn."""
    content = child(root, "Content")
    layers = [] if content is None else content.iterchildren("{*}*")
    return sorted(layers, key=lambda layer: _ORDER.get(layer.get("Type", ""), _BODY))


def _resources(package: Package, location: str, stated_in: str) -> Resources:
    """What a part of resources holds; where it is missing, the objects that need one say so."""
    found = Resources()
    with suppress(PartError):
        part = package.find(location, stated_in)
        root = package.root(part)
        found.units = {unit.get("ID", ""): unit for unit in root.iter("{*}CompositeGraphicUnit")}
        for medium in root.iter("{*}MultiMedia"):
            name = posixpath.join(root.get("BaseLoc", ""), text_of(child(medium, "MediaFile")))
            with suppress(PartError):
                found.media[medium.get("ID", "")] = package.find(name, part)
    return found


def _notes(package: Package, document: OfdDocument) -> dict[str, str]:
    """The part of each page's annotations, by the page's ID."""
    found: dict[str, str] = {}
    with suppress(PartError):
        part = package.find(text_of(child(document.root, "Annotations")), document.part)
        for page in children(package.root(part), "Page"):
            with suppress(PartError):
                found[page.get("PageID", "")] = package.find(text_of(child(page, "FileLoc")), part)
    return found


def _area(root: etree._Element, document: OfdDocument) -> Box:
    """The page's own area, else that of all pages; a page of A4 where neither is well said."""
    stated = (child(root, "Area", "PhysicalBox"), child(document.root, "CommonData", "PageArea", "PhysicalBox"))
    for box in stated:
        with suppress(ValueError):
            left, top, width, height = numbers(text_of(box), 4)
            if width > 0 and height > 0:
                return left, top, width, height
    return _A4
