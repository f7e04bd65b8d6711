"""docs/codes.md has every code that a view can show."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from archive.coverage import STATUSES
from archive.raw.captures import VERDICTS
from archive.store import Archive
from parsers.model import CellKind
from parsers.prose.narrative_words import WORDINGS
from parsers.prose.section_words import SIX

CHECKOUT = Path(__file__).resolve().parents[2]
FORMS = sorted((CHECKOUT / "parsers" / "tables" / "forms").glob("*.toml"))
PAGE = (CHECKOUT / "docs" / "codes.md").read_text(encoding="utf-8")


def codes_of(part: Any) -> Iterator[str]:
    """Every code in a form, at whatever depth; topics are no codes of values."""
    if isinstance(part, dict):
        yield from (str(value) for name, value in part.items() if name in {"code", "rule"})
        yield from part.get("code_in", {}).values()
        yield from (code for name, inner in part.items() if name != "topic" for code in codes_of(inner))
    elif isinstance(part, list):
        yield from (code for inner in part for code in codes_of(inner))


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_every_code_of_a_form_is_explained(form: Path) -> None:
    codes = set(codes_of(tomllib.loads(form.read_text(encoding="utf-8"))))
    assert len(codes) > 5
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()


@pytest.mark.parametrize(
    "codes",
    [{one.code for one in WORDINGS}, get_args(CellKind), VERDICTS, STATUSES, SIX],
    ids=["narrative figures", "kinds of cells", "verdicts", "coverage", "sections"],
)
def test_every_other_code_is_explained(codes: tuple[str, ...]) -> None:
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()


def test_what_the_demo_shows_is_explained(demo_archive: Path) -> None:
    """Whatever the readers come to say: rules, states, classes, fields of metadata."""
    asked = {
        "checks": ("rule", "state"),
        "cells": ("row_code", "column_code", "kind"),
        "reports": ("form", "scope", "agency_class"),
        "narrative_figures": ("code",),
        "report_metadata": ("field", "source"),
        "parses": ("state",),
    }
    with Archive.open_read_only(demo_archive) as archive:
        for view, columns in asked.items():
            for column in columns:
                shown = {row[0] for row in archive.connection.execute(f"select distinct {column} from {view}")}
                assert {code for code in shown if f"`{code}`" not in PAGE} == set(), (view, column)
