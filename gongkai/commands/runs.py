"""`gongkai runs`: parse runs, what they would change, and making them current."""

from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.front import NUMBER, Front, FrontGroup, echo_json, json_option
from gongkai.terminal import Terminal, counted, paged

if TYPE_CHECKING:
    from archive.parsed.diff import DocumentDiff, RunDiff
    from archive.parsed.differences import Change


@click.group(cls=FrontGroup)
def runs() -> None:
    """Parse runs: what was read when by which readers, and which readings are current."""


@runs.command(name="list")
@json_option
@click.pass_obj
def list_runs(front: Front, *, as_json: bool) -> None:
    """List the parse runs, the newest first."""
    from archive.parsed.runs import list_runs as all_runs

    with Archive.open_read_only(front.archive) as archive:
        found = all_runs(archive)
    if as_json:
        echo_json([asdict(run) for run in found])
        return
    Terminal().table(
        ["run", "kind", "state", "started", "documents", "read", "values changed", "lost", "checks passing"],
        [
            (
                *(run.run_id, run.kind, run.state, run.started_at, run.documents, run.read, run.changed, run.lost),
                f"{run.passed_before} → {run.passed_after}" if run.kind == "reparse" else "",
            )
            for run in found
        ],
    )


@runs.command()
@click.argument("run", type=NUMBER)
@click.option("--report", type=NUMBER, metavar="ID", help="Only this report.")
@json_option
@click.pass_obj
def diff(front: Front, run: int, report: int | None, *, as_json: bool) -> None:
    """Show each value that a run reads differently, old → new, with its checks before and after.

    The documents that lost most stand first.
    """
    from archive.parsed import diff as differing

    with Archive.open_read_only(front.archive) as archive:
        whole = differing.diff(archive, run)
        documents = differing.documents(archive, run, report_id=report)
        if as_json:
            found = {
                "run": asdict(whole.run),
                "gate": asdict(whole.gate),
                "by_row": list(map(asdict, whole.by_row)),
                "by_portal": list(map(asdict, whole.by_portal)),
                "documents": list(map(asdict, documents)),
            }
            echo_json(found)
            return
        with paged(Terminal()) as terminal:
            _print_whole(terminal, whole)
            if report is None:
                _print_sums(terminal, whole)
            first = next(documents, None)
            if report is not None and first is None:
                terminal.line(f"run {run} reads no document of report {report} otherwise")
            for document in chain((first,) if first else (), documents):
                _print_document(terminal, document)


def _print_whole(terminal: Terminal, whole: "RunDiff") -> None:
    run, gate = whole.run, whole.gate
    terminal.line(
        f"run {run.run_id}, {run.state}: {counted(run.read, 'document')} read again, "
        f"{whole.documents} read otherwise; "
        f"checks passing {run.passed_before} → {run.passed_after}, failing {run.failed_before} → {run.failed_after}"
    )
    for state, number in whole.corrections.items():
        terminal.line(f"corrections of cells that change: {number:,} {_BECOMES[state]}")
    terminal.line("the gate passes" if gate.passes else f"the gate does not pass: {'; '.join(gate.reasons)}")


def _print_sums(terminal: Terminal, whole: "RunDiff") -> None:
    """Which rows and portals the run reads otherwise; of very many only those that differ most."""
    rows = [
        (f"{row.table_name}.{row.row_code}", row.changed, row.gained, row.emptied, row.lost) for row in whole.by_row
    ]
    portals = [(one.portal_id or "no portal", one.documents, one.values, one.lost) for one in whole.by_portal]
    for columns, found in (
        (["values of", "changed", "gained", "emptied", "lost"], rows),
        (["portal", "documents", "values", "lost"], portals),
    ):
        if found:
            terminal.line("")
            terminal.table(columns, found[:_MOST_SUMS])
        if len(found) > _MOST_SUMS:
            terminal.line(f"and {len(found) - _MOST_SUMS:,} more; --json gives all")


def _print_document(terminal: Terminal, document: "DocumentDiff") -> None:
    from archive.parsed.overlay import shown

    terminal.heading(f"report {document.report_id}: {document.agency}, {document.year}, {document.url}")
    values = [
        (".".join(filter(None, (c.table_name, c.row_code, c.column_code))), c.old_value, c.new_value, _kinds(c))
        for c in document.changes
    ]
    if values:
        terminal.table(["value", "old", "new", "remark"], values)
    for one in document.corrections:
        terminal.line(f"correction {one.correction_id} of {one.key} to {shown(one.value)}: {_BECOMES[one.state]}")
    rules = [(rule.rule, rule.subject, rule.before, rule.after) for rule in document.rules]
    if rules:
        terminal.table(["check", "about", "old", "new"], rules)


_MOST_SUMS = 25
_BECOMES = {
    "applied": "with the new reading as with the old",
    "agrees": "not needed any more: the new reading says so itself",
    "stale": "not applied any more: the new reading says another value than expected",
}


def _kinds(change: "Change") -> str:
    """What became of a cell besides its value."""
    if change.new_kind == "moved":
        return "moved"
    old, new = change.old_kind or "no cell", change.new_kind or "no cell"
    kinds = "" if old == new else f"{old} → {new}"
    return f"lost {kinds}".strip() if change.lost else kinds


@runs.command()
@click.argument("run", type=NUMBER)
@click.option("--force", is_flag=True, help="Promote although checks or values get lost; this is recorded.")
@json_option
@click.pass_obj
def promote(front: Front, run: int, *, force: bool, as_json: bool) -> None:
    """Make a run's readings current: where no fewer checks pass and no value is lost without a note."""
    from archive.parsed import runs as parse_runs

    with Archive.open(front.archive) as archive:
        gate = parse_runs.promote(archive, run, force=force)
    if as_json:
        echo_json({"run_id": run, "promoted": True, "gate": asdict(gate)})
    else:
        overridden = "" if gate.passes else f", against the gate: {'; '.join(gate.reasons)}"
        Terminal().line(f"run {run} is promoted{overridden}")


@runs.command()
@click.argument("run", type=NUMBER)
@json_option
@click.pass_obj
def rollback(front: Front, run: int, *, as_json: bool) -> None:
    """Make current again what was current before a run was promoted."""
    from archive.parsed import runs as parse_runs

    with Archive.open(front.archive) as archive:
        parse_runs.rollback(archive, run)
    if as_json:
        echo_json({"run_id": run, "rolled_back": True})
    else:
        Terminal().line(f"run {run} is rolled back")
