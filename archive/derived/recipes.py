"""What can be made of payloads: by which program, with which settings, and how.

`ocr`: what rapidocr sees of a scan (PDF, OFD or picture), as JSON: `scan.py` makes it, `parsers/documents/ocr.py`
reads it.
`office`: a .docx or .xlsx that LibreOffice makes of a file that our readers do not know or cannot take apart.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path

from archive.derived.bounded import Limits, ProgramFailed, run
from parsers.documents.errors import UnreadableError
from parsers.documents.ofd_pictures import scans
from parsers.documents.sniff import OCR_MARK
from parsers.model import canonical_json

GIGABYTE = 1024**3

# Raise it when scan.py sees other things in the same picture; the new results then stand beside the old ones.
_SCAN = 1
_SECONDS_A_SHEET = 180
_MOST_SHEETS = 40
_OCR_SETTINGS = {"dpi": 200, "scan": _SCAN, "sheets": _MOST_SHEETS}
_OCR_LIMITS = Limits(seconds=3600, cpu_seconds=7200, memory=6 * GIGABYTE, file_size=0)

# Raise it when the profile below makes other files.
_CONVERSION = 1
_OFFICE_LIMITS = Limits(seconds=90, cpu_seconds=180, memory=4 * GIGABYTE, file_size=GIGABYTE // 4)
_OFFICE_VERSION = re.compile(rb"LibreOffice ([\d.]+)")
_SHEETS = ("xls", "xlsx", "xlsb", "ods", "sheet-xml")
# By which LibreOffice tries its filters; it looks at the bytes all the same.
_ENDINGS = {"ole": "doc", "word-xml": "xml", "sheet-xml": "xml"}

# No macros, no links followed, nothing asked of the network, no Java.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""  # noqa: E501 - an item a line


@dataclass(frozen=True, slots=True)
class Made:
    """A payload that a program made."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """How payloads of one sort are made here.

    `version` None: the program is not installed, and `missing` says what to do. `settings` (JSON) is all else that
    shapes the result. `make` takes a payload, the kind of file that it is and the number of threads it may use, and
    raises ProgramFailed.
    """

    name: str
    tool: str
    version: str | None
    settings: str
    missing: str
    make: Callable[[bytes, str, int], Made]


def ocr() -> Recipe:
    """The recipe for scans and pictures, whether its program is installed or not."""
    return Recipe(
        "ocr",
        "rapidocr",
        _version_of("rapidocr") if _version_of("onnxruntime") else None,
        canonical_json(_OCR_SETTINGS),
        "OCR needs the extra [ocr]: pip install 'gongkai[ocr]'",
        _scan,
    )


def office() -> Recipe:
    """The recipe for office files, whether its program is installed or not; its version is asked of the program."""
    program = shutil.which("soffice")
    return Recipe(
        "office",
        "libreoffice",
        _office_version(program) if program else None,
        canonical_json({"conversion": _CONVERSION}),
        "conversions need LibreOffice: install it, so that `soffice` is found on the PATH",
        _convert,
    )


def _version_of(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def _scan(payload: bytes, kind: str, threads: int) -> Made:
    if kind == "ofd":
        payload = _pictures_of_ofd(payload)
    program = Path(__file__).with_name("scan.py")
    words = {**_OCR_SETTINGS, "threads": threads, "seconds_a_sheet": _SECONDS_A_SHEET}
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-P", str(program), canonical_json(words)]
        body = run(command, payload, _OCR_LIMITS, Path(home))
    if not body.startswith(OCR_MARK):
        raise ProgramFailed("it wrote something else than its result")
    return Made(body, "application/json")


def _pictures_of_ofd(payload: bytes) -> bytes:
    """The pages of an OFD file that are pictures, as an archive of pictures that are named by their pages."""
    packed = io.BytesIO()
    try:
        found = list(islice(scans(payload), _MOST_SHEETS + 1))  # with one more, so that it is told
    except UnreadableError as error:
        raise ProgramFailed(str(error)) from error
    if not found:
        raise ProgramFailed("no page of the file is a picture")
    with zipfile.ZipFile(packed, "w") as archive:
        for one in found:
            archive.writestr(str(one.page), one.picture)
    return packed.getvalue()


@cache
def _office_version(program: str) -> str | None:
    """The version that the program states; None where it does not start."""
    with tempfile.TemporaryDirectory() as home:
        try:
            said = run([program, *_fresh_profile(Path(home)), "--version"], b"", _OFFICE_LIMITS, Path(home))
        except (ProgramFailed, subprocess.SubprocessError):
            return None
    found = _OFFICE_VERSION.search(said)
    return found[1].decode() if found else None


def _convert(payload: bytes, kind: str, threads: int) -> Made:  # noqa: ARG001 - LibreOffice chooses its threads
    program = shutil.which("soffice")
    if program is None:
        raise ProgramFailed("LibreOffice is gone")
    is_sheet = kind in _SHEETS
    target = "xlsx:Calc MS Excel 2007 XML" if is_sheet else "docx:MS Word 2007 XML"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source = home / f"source.{_ENDINGS.get(kind, kind)}"
        source.write_bytes(payload)
        switches = ["--headless", "--norestore", "--convert-to", target, "--outdir", str(home / "made"), str(source)]
        run([program, *_fresh_profile(home), *switches], b"", _OFFICE_LIMITS, home)
        made = sorted((home / "made").glob("source.*")) if (home / "made").is_dir() else []
        if not made:  # it says so with code 0
            raise ProgramFailed("it did not recognise the file")
        words = "spreadsheetml.sheet" if is_sheet else "wordprocessingml.document"
        return Made(made[0].read_bytes(), f"application/vnd.openxmlformats-officedocument.{words}")


def _fresh_profile(home: Path) -> list[str]:
    """The switch for a profile of its own, in which macros are off."""
    user = home / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return [f"-env:UserInstallation={(home / 'profile').as_uri()}"]
