"""Scripts in older words: what newer ones say in ways that came later, so that both are read by the same patterns.

    location.href = `index_${n}.html`                       location.href = 'index_' + n + '.html'
    const go = n => { … }                                   const go = function(n) { … }
    const go = (n) => location.href = 'a' + n;              const go = function(n) { location.href = 'a' + n; };

What they say in any other way stays as it is.
"""

from __future__ import annotations

import re

_NAME = r"(?<![\w$])[A-Za-z_$][\w$]{0,60}+"
_BACKTICKS = re.compile(r"`([^`\n'\"\\]{0,300})`")
_PLACE = re.compile(rf"\$\{{\s*({_NAME}(?:\s*[+-]\s*\d{{1,9}})?)\s*\}}")
# name = (n) => {, name = n => location.href = …;
_ARROW = re.compile(
    rf"(?P<name>{_NAME})\s{{0,9}}=\s{{0,9}}(?:async\s{{1,9}})?(?:\((?P<given>[^()]{{0,200}})\)|(?P<one>{_NAME}))\s{{0,9}}=>\s{{0,9}}"
    r"(?:(?P<brace>\{)|(?P<body>[^;{}\n]{1,500})(?=[;\n}]|$))"
)


def in_older_words(scripts: str) -> str:
    """The scripts with texts between backticks as sums of texts and names, and functions written as arrows in full."""
    if "`" in scripts:
        scripts = _BACKTICKS.sub(lambda text: _sum_of(text[1]), scripts)
    if "=>" in scripts:
        scripts = _ARROW.sub(_in_full, scripts)
    return scripts


def _sum_of(text: str) -> str:
    """A text in which names stand as ${name}, as a sum: 'index_' + n + '.html'."""
    parts = _PLACE.split(text)  # every second one is a name
    if any("${" in part for part in parts[::2]):
        return f"`{text}`"
    named = (f"({name})" if {"+", "-"} & set(name) else name for name in parts[1::2])
    behind = (f" + {name} + '{after}'" for name, after in zip(named, parts[2::2], strict=True))
    return "".join([f"'{parts[0]}'", *behind])


def _in_full(arrow: re.Match[str]) -> str:
    head = f"{arrow['name']} = function({arrow['given'] or arrow['one'] or ''}) {{"
    return head if arrow["brace"] else f"{head} {arrow['body']}; }}"
