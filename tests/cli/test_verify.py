import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import Run


def tamper(path: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(path) as outside:
        assert outside.execute(statement, values).rowcount > 0
    outside.close()


def test_the_demo_archive_is_sound_and_read_again_alike(run: Run, demo_archive: Path) -> None:
    found = json.loads(run("--archive", demo_archive, "verify", "--rebuild", "--json").stdout)
    assert found["sound"]
    assert found["damage"] == []
    assert found["reports"] == 50
    assert found["rereading"] == {"read": 57, "equal": 57, "of_other_code": 0, "given_up": 0}
    result = run("--archive", demo_archive, "verify")
    assert result.exit_code == 0
    assert "everything is as it was put there" in result.stdout


def test_a_flipped_byte_is_named_with_its_capture_and_ends_with_3(run: Run, copied: Path) -> None:
    connection = sqlite3.connect(copied)
    capture_id, url, sha256, stored = connection.execute(
        "select capture_id, url, sha256, stored from captures join payloads using (sha256) where verdict = 'ok' limit 1"
    ).fetchone()
    connection.close()
    spoilt = bytearray(stored)
    spoilt[-1] ^= 0x40
    tamper(copied, "update payloads set stored = ? where sha256 = ?", bytes(spoilt), sha256)
    result = run("--archive", copied, "verify", "--json")
    assert result.exit_code == 3
    damage = json.loads(result.stdout)["damage"]
    assert [(one["kind"], one["capture_id"], one["url"], one["digest"]) for one in damage] == [
        ("payload", capture_id, url, sha256)
    ]
    text = run("--archive", copied, "verify").stdout
    assert url in text
    assert sha256 in text


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "delete from payloads where sha256 = (select sha256 from captures where capture_id = 1)",
            "capture_id 1 needs",
        ),
        ("update application_lines set total = 9999 where line = 'granted' and report_id = 5", "total is 9999, the re"),
        (
            "delete from legal_channels where report_id = 5 and ordinal = 1",
            "report 5, legal_channels: a row is missing",
        ),
    ],
)
def test_a_lost_or_changed_row_is_named_and_ends_with_3(run: Run, copied: Path, statement: str, says: str) -> None:
    tamper(copied, statement)
    result = run("--archive", copied, "verify")
    assert result.exit_code == 3
    assert says in result.stdout


def test_a_truncated_file_is_one_sentence_and_ends_with_3(run: Run, copied: Path) -> None:
    copied.write_bytes(copied.read_bytes()[: -20 * 4096])
    result = run("--archive", copied, "verify")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"gongkai: {copied} is damaged: ")
