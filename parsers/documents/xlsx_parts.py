"""The parts of a workbook (.xlsx, .xlsm): their elements, by local names, and what leads from one to another."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

TRUE, FALSE = ("1", "true", "on"), ("0", "false", "off")


def elements(archive: zipfile.ZipFile, part: str | None, *names: str) -> Iterator[etree._Element]:
    """The elements of a part with these local names, each forgotten once the next is asked for."""
    if part is None:
        return
    with archive.open(part) as stream:
        events = etree.iterparse(
            stream, tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]


def local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from element.iterchildren(f"{{*}}{name}")


def attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace (r:id)."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def targets_of(archive: zipfile.ZipFile, part: str | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each relationship of the workbook: its id, its kind ("worksheet"), the name of the part it leads to."""
    for element in elements(archive, part, "Relationship"):
        target = element.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        yield element.get("Id", ""), (element.get("Type", "").rpartition("/")[2], path)
