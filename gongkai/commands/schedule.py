"""`gongkai schedule`: crawling what is due, by cron, by systemd, or by a process of its own."""

from pathlib import Path

import click

from gongkai.commands.portals import portals_file
from gongkai.front import Front, FrontGroup

_every = click.option(
    "--every",
    type=click.Choice(["hour", "day", "week"]),
    default="day",
    show_default=True,
    help="How often to look what is due; each portal's own `every` decides what is.",
)
_at = click.option(
    "--at", "hour", type=click.IntRange(0, 23), default=2, show_default=True, help="The hour of the day."
)


@click.group(cls=FrontGroup)
def schedule() -> None:
    """Crawl what is due, regularly. Due are portals whose entry has `every` and whose last crawl is longer ago.

    Whatever calls it, `gongkai crawl --due` does the work: called twice at once, the second says so and exits 3.
    """


@schedule.group(cls=FrontGroup, name="print")
def print_unit() -> None:
    """Print what cron or systemd needs, with the paths as they are here."""


@print_unit.command()
@_every
@_at
@portals_file
@click.pass_obj
def cron(front: Front, every: str, hour: int, portals_path: Path | None) -> None:
    """Print lines for `crontab -e`."""
    from gongkai.schedules import crontab

    click.echo(crontab(_command(front, portals_path), every, hour), nl=False)


@print_unit.command()
@_every
@_at
@portals_file
@click.option(
    "--user", metavar="NAME", help="The user that the service runs as; none for a unit of `systemctl --user`."
)
@click.option("--unit", type=click.Choice(["service", "timer"]), help="Only this unit, as its file holds it.")
@click.pass_obj
def systemd(front: Front, every: str, hour: int, portals_path: Path | None, user: str | None, unit: str | None) -> None:
    """Print a service and a timer; a run that was missed while the machine was off is made up for."""
    from gongkai.schedules import service, timer

    texts = {
        "service": service(_command(front, portals_path), front.archive.absolute(), user),
        "timer": timer(every, hour),
    }
    if unit is not None:
        click.echo(texts[unit], nl=False)
        return
    folder = "/etc/systemd/system" if user else "~/.config/systemd/user"
    for name, text in texts.items():
        click.echo(f"# {folder}/gongkai.{name}\n{text}")
    click.echo(f"# then: systemctl {'' if user else '--user '}enable --now gongkai.timer")


@schedule.command()
@_every
@_at
@portals_file
@click.option("--now", "at_once", is_flag=True, help="The first time at once, too.")
@click.pass_obj
def run(front: Front, every: str, hour: int, portals_path: Path | None, *, at_once: bool) -> None:
    """Stay, and crawl what is due when it is time. Ctrl-C or SIGTERM stops after what is under way.

    A crawl that takes longer than the interval is not joined by a second; times missed meanwhile count as one.
    """
    from gongkai.scheduler import keep_time

    raise SystemExit(keep_time(front, _command(front, portals_path), every, hour, at_once=at_once))


def _command(front: Front, portals_path: Path | None) -> list[str]:
    """The command that crawls what is due, with absolute paths: cron and systemd start in another folder."""
    from gongkai.schedules import program

    given = ["--portals", str(portals_path.absolute())] if portals_path else []
    return [*program(), "--archive", str(front.archive.absolute()), "crawl", "--due", *given]
