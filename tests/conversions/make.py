"""Writes the files of this folder: the report of tests/same_report in formats that only LibreOffice reads.

They are kept, so that what is converted in tests is always the same. Run from the root of the checkout, where soffice is
installed: python -m tests.conversions.make
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent / "same_report"


def main() -> None:
    for ending, source in (("odt", "report.docx"), ("rtf", "report.docx"), ("ods", "report.xlsx")):
        with tempfile.TemporaryDirectory() as folder:
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                ending,
            ]
            subprocess.run(
                [*command, "--outdir", folder, str(REPORTS / source)], check=True, capture_output=True, timeout=120
            )
            (HERE / f"report.{ending}").write_bytes((Path(folder) / f"report.{ending}").read_bytes())


if __name__ == "__main__":
    main()
