"""Objects in scripts, read and not run."""

from __future__ import annotations

import pytest

from crawler.literals import UNKNOWN, plain_object

KNOWN = {"cid": "77", "organ": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", {}),
        ("{a: 1, 'b': \"x\", \"c-d\": 'y',}", {"a": 1, "b": "x", "c-d": "y"}),
        ("{a: -1, b: 1.5, c: true, d: null}", {"a": -1, "b": 1.5, "c": True, "d": None}),
        ("{a: {b: {c: [1, 'x', {d: 2}]}}}", {"a": {"b": {"c": [1, "x", {"d": 2}]}}}),
        ("{a: cid, b: this.cid, cid}", {"a": "77", "b": "77", "cid": "77"}),
        ("{a: organ, b: 1}", {"a": UNKNOWN, "b": 1}),
        ("{a: f(1, '}'), b: x + 1, c: y ? 'p' : 'q', d: [g()], e: 3px}", dict.fromkeys("abce", UNKNOWN) | {"d": [UNKNOWN]}),
        ("{a: 1} {b: 2}", {"a": 1}),
        ("{a: 1", None),
        ("{...a}", None),
        ("{a: 1 b: 2}", {"a": UNKNOWN}),  # what stands there is no number
        ("{a:" * 9 + "1" + "}" * 9, None),
    ],
)  # fmt: skip
def test_an_object(text: str, expected: dict[str, object] | None) -> None:
    assert plain_object(text, 0, KNOWN) == expected
