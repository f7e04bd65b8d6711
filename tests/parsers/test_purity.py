"""A reading depends on the payload and its context alone.

Each payload is read twice in a process of its own in which opening a file, a socket or a process, asking the
clock and asking the environment are errors. The libraries' own tables (pdfminer loads the character maps of a
PDF's fonts when it meets them) count as code and may be read.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.page import sample_page

GUARD = r"""
import datetime, json, os, pathlib, socket, sys, sysconfig, time
sys.path.insert(0, sys.argv[1])
from parsers.model import Context
from parsers.reading import fingerprint, read
import dateparser.date, dateparser.date_parser, dateparser.parser  # loaded lazily by the reader
import dateparser
dateparser.parse("2024年1月8日", languages=["zh"])

cases = json.loads(sys.stdin.read())
payloads = [(pathlib.Path(path).read_bytes(), Context(**context)) for path, context in cases]
libraries = tuple({os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")})
armed = False

def hook(event, args):
    if not armed:
        return
    if event == "open" and os.path.realpath(str(args[0])).startswith(libraries):
        return
    if event.split(".")[0] in ("open", "socket", "subprocess", "sqlite3", "urllib", "shutil") or event.startswith(("os.system", "os.exec", "os.listdir", "os.putenv")):
        raise RuntimeError(f"the reader did {event} {args}")

def forbidden(*args, **kwargs):
    raise RuntimeError("the reader asked the clock or the environment")

class Stopped(datetime.datetime):
    now = utcnow = today = classmethod(forbidden)

sys.addaudithook(hook)
for module in list(sys.modules.values()):
    if module.__name__.split(".")[0] in ("parsers", "dateparser"):
        for name, value in list(vars(module).items()):
            if value is datetime.datetime:
                setattr(module, name, Stopped)
for name in ("time", "time_ns", "localtime", "gmtime", "ctime"):
    setattr(time, name, forbidden)
os.environ.__class__.__getitem__ = forbidden
armed = True
for payload, context in payloads:
    first, second = read(payload, context), read(payload, context)
    assert first.to_json() == second.to_json()
    sys.stdout.write(f"{first.outcome} {first.reason}\n")
"""
ROOT = Path(__file__).resolve().parents[2]


def read_guarded(cases):
    return subprocess.run(
        [sys.executable, "-c", GUARD, str(ROOT)],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_reading_of_generated_pages_touches_nothing_and_repeats(tmp_path):
    cases = []
    for seed in range(23):
        page = sample_page(seed)
        path = tmp_path / str(seed)
        path.write_bytes(page.payload)
        cases.append((str(path), {"url": page.context.url, "charset": page.context.charset}))
    done = read_guarded(cases)
    assert done.stderr == ""
    assert done.stdout.split("\n")[:-1] == ["report "] * 23


def test_reading_of_real_documents_touches_nothing_and_repeats(corpus):
    files = sorted([*corpus.glob("seeds/*"), *corpus.glob("reports/*"), *corpus.rglob("bmnb/2018-07-12/*.html")])
    done = read_guarded([(str(path), {"url": f"https://sample.gov.cn/{path.name}"}) for path in files])
    assert done.stderr == ""
    outcomes = [line.split(" ")[0] for line in done.stdout.split("\n")[:-1]]
    assert (outcomes.count("report"), outcomes.count("not_a_report")) == (len(files) - 1, 1)


@pytest.mark.parametrize(
    "line",
    [
        "open('/etc/hostname')",
        "__import__('socket').socket()",
        "__import__('time').time()",
        "__import__('os').environ['HOME']",
    ],
)
def test_guard_itself_catches_what_it_forbids(line, tmp_path):
    source = GUARD.replace("first, second = read(payload, context), read(payload, context)", f"first = second = {line}")
    path = tmp_path / "page"
    path.write_bytes(b"<p>x</p>")
    done = subprocess.run(
        [sys.executable, "-c", source, str(ROOT)],
        input=json.dumps([(str(path), {"url": "file:x"})]),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "RuntimeError: the reader" in done.stderr


MIXED = """<table>
<tr><td>信息内容</td><td>本年新制作数量</td><td>本年废止件数</td><td>对外公开总数量</td></tr>
<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td></tr><tr><td>行政规范性文件</td><td>4</td></tr></table>"""
PRINT = (
    "import sys; sys.path.insert(0, sys.argv[1]); from parsers.model import Context; from parsers.reading import read\n"
    "print(read(sys.stdin.buffer.read(), Context('file:x')).digest())"
)


@pytest.mark.parametrize("body", [MIXED, None], ids=["heads of two forms", "a generated page"])
def test_reading_is_the_same_in_every_process(body):
    page = f"<h1>青榆县财政局2021年政府信息公开工作年度报告</h1>{body}".encode() if body else sample_page(14).payload
    digests = {
        subprocess.run(
            [sys.executable, "-c", PRINT, str(ROOT)],
            input=page,
            capture_output=True,
            check=True,
            timeout=60,
            env={"PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(4)
    }
    assert len(digests) == 1
