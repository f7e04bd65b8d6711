"""Names of places within a page: where a link to a printed cell leads."""

import re

_NO_NAME = re.compile(r"[^0-9a-z]+")


def anchor(place: str) -> str:
    """The `id` of the element at a place ("table 2, row 4, cell 3" → "table-2-row-4-cell-3")."""
    return _NO_NAME.sub("-", place.lower()).strip("-")
