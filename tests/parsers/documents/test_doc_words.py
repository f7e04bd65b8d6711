"""The words of paragraphs of old Word files, as they are shown."""

import dataclasses

import pytest
from doc2docx import model as word  # type: ignore[import-untyped]  # ships no types

from parsers.documents.doc_words import Words
from parsers.documents.unseen import Unseen


def shade(color: str) -> word.ShadingProperties:
    given = {"background": color}
    return word.ShadingProperties(
        **{one.name: given.get(one.name, "auto") for one in dataclasses.fields(word.ShadingProperties)}
    )


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ({}, ("12", ["9"])),
        ({"highlight": "none"}, ("12", ["9"])),
        ({"highlight": "black"}, ("129", [])),
        ({"shading": shade("auto")}, ("12", ["9"])),
        ({"shading": shade("FFFFFF")}, ("12", ["9"])),
        ({"shading": shade("002060")}, ("129", [])),
    ],
)
def test_white_words_of_a_cell_are_seen_on_a_color_of_their_own(
    looks: dict[str, object], expected: tuple[str, list[str]]
) -> None:
    runs = (
        word.TextRun("12", word.CharacterProperties()),
        word.TextRun("9", word.CharacterProperties(color="FFFFFF", **looks)),
    )
    paragraph = word.Paragraph(runs, word.ParagraphProperties())
    words = Words(word.StyleSheet(), Unseen())
    assert (words.of(paragraph, in_cell=True, on_white=True), words.unseen.hidden) == expected


def cell_of(*runs: word.TextRun) -> word.TableCell:
    return word.TableCell((word.Paragraph(runs, word.ParagraphProperties()),))


def test_what_is_drawn_in_a_cell_without_words_is_no_blank() -> None:
    words = Words(word.StyleSheet(), Unseen())
    plain = word.CharacterProperties()
    assert words.of_cell(cell_of(word.TextRun("\ufffc", plain))) == "〔图〕"
    assert words.of_cell(cell_of(word.TextRun("12\ufffc", plain))) == "12"
    assert words.of_cell(cell_of(word.TextRun("", plain))) == ""
