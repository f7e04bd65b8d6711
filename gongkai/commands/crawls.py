"""`gongkai crawls`: what crawls did, long after they ended."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.store import Archive
from gongkai.front import NUMBER, Front, FrontGroup, echo_json, json_option
from gongkai.terminal import Terminal, paged


@click.group(cls=FrontGroup)
def crawls() -> None:
    """Crawls: what each asked and got, portal by portal, and where it brought less than before."""


@crawls.command(name="list")
@json_option
@click.pass_obj
def list_crawls(front: Front, *, as_json: bool) -> None:
    """List the crawls, the newest first."""
    from archive.crawl_report import crawl_lines

    with Archive.open_read_only(front.archive) as archive:
        found = crawl_lines(archive)
    if as_json:
        echo_json([asdict(line) for line in found])
        return
    Terminal().table(
        ["crawl", "state", "begun", "ended", "portals", "requests", "new", "refused", "complete"],
        [
            (
                *(line.crawl_id, line.state, line.started_at, line.finished_at or "", line.portals, line.requests),
                *(line.new_payloads, line.refusals, "yes" if line.complete else "no"),
            )
            for line in found
        ],
    )


@crawls.command()
@click.argument("crawl", type=NUMBER)
@click.option("--format", "how", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it there: .txt, .json or .html.")
@json_option
@click.pass_obj
def show(front: Front, crawl: int, how: str, output: Path | None, *, as_json: bool) -> None:
    """Show the report on a crawl: its portals, lists, refusals and pace, what is less than before, and what to do."""
    from archive.crawl_report import crawl_report
    from gongkai.crawl_reports import as_json as report_as_json
    from gongkai.crawl_reports import format_of, print_report, write_report, written

    if output is not None:
        format_of(output)
    with Archive.open_read_only(front.archive) as archive:
        report = crawl_report(archive, crawl)
    if output is not None:
        write_report(report, output)
        front.say(f"the report on crawl {crawl} is in {output}")
    elif as_json or how == "json":
        echo_json(report_as_json(report))
    elif how == "html":
        click.echo(written(report, "html"), nl=False)
    else:
        with paged(Terminal()) as terminal:
            print_report(terminal, report)
