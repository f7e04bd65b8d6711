"""What cron and systemd are told, so that they crawl what is due."""

import os
import shlex
import sys
from pathlib import Path

CONTACT = "GONGKAI_CONTACT"

_CRON_TIMES = {"hour": "7 * * * *", "day": "7 {hour} * * *", "week": "7 {hour} * * 1"}
_CALENDAR = {"hour": "hourly", "day": "*-*-* {hour:02}:07:00", "week": "Mon *-*-* {hour:02}:07:00"}


def program() -> list[str]:
    """How this program was started, so that it can be started again from anywhere."""
    called = Path(sys.argv[0])
    if called.name == "gongkai" and called.exists():
        return [str(called.absolute())]
    return [sys.executable, "-m", "gongkai"]


def crontab(command: list[str], every: str, hour: int) -> str:
    """Lines of a crontab. A run that finds another at work ends at once, so no lock file is needed."""
    line = shlex.join([*command, "--quiet"]).replace("%", r"\%")  # cron takes a bare % for a line break
    return (
        "# gongkai: crawl what is due. What is printed comes by mail; exit code 1 means that something is missing.\n"
        f"{_contact(comment='or `contact` in the portals file')}\n"
        f"{_CRON_TIMES[every].format(hour=hour)} {line}\n"
    )


def service(command: list[str], archive: Path, user: str | None) -> str:
    """A systemd service that crawls once what is due. It may write to the archive's folder and nowhere else."""
    as_user = f"User={user}\n" if user else ""
    contact = _contact(before="Environment=")
    # A service of a user's own systemd cannot give up what only root has.
    for_system = "ProtectHome=read-only\nPrivateDevices=yes\nProtectKernelModules=yes\nCapabilityBoundingSet=\n"
    return f"""\
[Unit]
Description=gongkai: crawl the portals that are due
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
{as_user}{contact}
ExecStart={" ".join(_quoted(word) for word in [*command, "--quiet"])}
# 1: something is missing, which the report says; 3: another crawl is at work on the archive.
SuccessExitStatus=1 3
KillSignal=SIGINT
TimeoutStopSec=180
Nice=10
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ReadWritePaths={_quoted(str(archive.parent))}
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
LockPersonality=yes
{for_system if user else ""}"""


def timer(every: str, hour: int) -> str:
    """A systemd timer; what was missed while the machine was off is made up for."""
    return f"""\
[Unit]
Description=gongkai: look what is due

[Timer]
OnCalendar={_CALENDAR[every].format(hour=hour)}
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
"""


def _contact(before: str = "", comment: str = "or name it as `contact` in the portals file") -> str:
    """The line that sets the contact of this environment; where it has none, a line to be filled in."""
    known = os.environ.get(CONTACT)
    if known:
        return before + (_quoted(f"{CONTACT}={known}") if before else f'{CONTACT}="{known}"')
    return f"# {before}{CONTACT}=https://example.org/crawl  (who can be asked about the crawl; {comment})"


def _quoted(word: str) -> str:
    """A word as systemd takes it: % and $ and backslashes mean nothing more than themselves."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if plain != word or any(character.isspace() for character in word) else word
