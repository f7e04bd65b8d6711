"""Write what the documentation shows from a real demo run: answers to questions, docs/sql.md, docs/terminal.svg.

Tests compare the answers and docs/sql.md with what this would write, so none can go stale.
"""

import contextlib
import io
import re
import sqlite3
import tempfile
from itertools import groupby
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console

from archive.store import Archive
from gongkai.commands.demo import DEMO_ARCHIVE, run_demo
from gongkai.front import Front
from gongkai.terminal import Terminal

CHECKOUT = Path(__file__).resolve().parent.parent
ANSWERED = (CHECKOUT / "README.md", CHECKOUT / "docs" / "questions.md")
VIEWS = CHECKOUT / "docs" / "sql.md"
PICTURE = CHECKOUT / "docs" / "terminal.svg"

_QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)


def with_answers(text: str, connection: sqlite3.Connection) -> str:
    """The text with the answer below each SQL question as the archive gives it."""

    def ask(question: re.Match[str]) -> str:
        cursor = connection.execute(question["sql"])
        printed = io.StringIO()
        Terminal(printed).table([column[0] for column in cursor.description], cursor.fetchall())
        return f"```sql\n{question['sql']}```\n\n```text\n{printed.getvalue()}```"

    return _QUESTION.sub(ask, text)


def views_page(connection: sqlite3.Connection) -> str:
    """docs/sql.md: every public view with every column, its unit and meaning."""
    lines = [
        "# SQL views",
        "",
        "[codes.md](codes.md) says what the codes mean, [questions.md](questions.md) shows what can be asked.",
        "",
        "Written from `gongkai_columns`, which every archive holds. These views are the public face of an archive;",
        "its tables may change. Plain sqlite3 reads the views; the functions `payload(sha256)`,",
        "`payload_text(capture_id)` and `reading_cells(parse_id)` exist on connections that gongkai opens. Times are",
        "UTC, ISO 8601.",
    ]
    rows = connection.execute("select view, column_name, unit, meaning from gongkai_columns").fetchall()
    for view, columns in groupby(rows, key=lambda row: row[0]):
        lines += ["", f"## {view}", "", "| column | unit | meaning |", "|---|---|---|"]
        lines += [f"| `{name}` | {unit or ''} | {meaning.replace('|', '∣')} |" for _, name, unit, meaning in columns]
    return "\n".join(lines) + "\n"


def draw_demo() -> Path:
    """Run the demo into its own archive below this folder, and draw what its terminal showed."""
    console = Console(record=True, width=124, file=io.StringIO(), force_terminal=True, markup=False, highlight=False)
    run_demo(Front(), DEMO_ARCHIVE, Terminal(console=console))
    # The fonts that rich's template fetches from the web are left out: any monospaced font of the reader will do.
    template = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    console.save_svg(str(PICTURE), title="make demo", code_format=template, unique_id="demo")
    return DEMO_ARCHIVE


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), Archive.open_read_only(draw_demo()) as held:
        for page in ANSWERED:
            page.write_text(with_answers(page.read_text(encoding="utf-8"), held.connection), encoding="utf-8")
        VIEWS.write_text(views_page(held.connection), encoding="utf-8")


if __name__ == "__main__":
    main()
