import json
import subprocess
import sys
from pathlib import Path

import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.optional import optional_reader
from parsers.model import Context

ROOT = Path(__file__).resolve().parents[3]
AT = Context("file:a.doc")
# Reads two files in a process that has the core alone, and names what importing the reader brought along.
CORE_ALONE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from parsers.model import Context
from parsers.reading import fingerprint, read, reader_of
brought = sorted({"doc2docx", "xlrd"} & sys.modules.keys())
sys.modules["doc2docx"] = sys.modules["xlrd"] = None
found = []
for name in ("report.doc", "report.xls"):
    payload = open(f"{sys.argv[1]}/tests/same_report/{name}", "rb").read()
    reading = read(payload, Context(name))
    found.append([reader_of(payload, Context(name)), reading.outcome, reading.reason, len(fingerprint(reading.reader))])
print(json.dumps([brought, found]))
"""


def test_file_whose_library_is_missing_is_failed_and_names_the_extra():
    done = subprocess.run(
        [sys.executable, "-c", CORE_ALONE, str(ROOT)], capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) == [
        [],
        [
            ["doc", "failed", "an old Word file (.doc, .wps) needs the extra [office]: pip install 'gongkai[office]'", 64],
            ["xls", "failed", "an old spreadsheet (.xls) needs the extra [office]: pip install 'gongkai[office]'", 64],
        ],
    ]  # fmt: skip


def test_missing_library_of_the_extra_is_told():
    with pytest.raises(UnreadableError, match=r"it needs the extra \[office\]"):
        optional_reader("no_such_library.part", "read", "no_such_library", "it")(b"", AT)


def test_other_missing_module_is_a_defect_and_not_hidden():
    with pytest.raises(ModuleNotFoundError):
        optional_reader("parsers.no_such_module", "read", "no_such_library", "it")(b"", AT)
