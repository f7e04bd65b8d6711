"""Makes the stored archives: small ones, each written by the program of the day when its schema was the newest.

    python tests/archive/stored/make.py SCHEMA REVISION

takes the program of that revision from the history, lets it crawl, read, read again and promote a few of its own
sample reports, and writes schema-SCHEMA.db.xz and schema-SCHEMA.json, what its own views said, beside this file.
The ones here were made by

    python tests/archive/stored/make.py 1 c31b058
    python tests/archive/stored/make.py 2 42a2288

Schema 1 got one more table while schema 2 was made; so the file schema/0001.sql as it is now is laid over that revision.
Once a schema is released, its archive is made once and never again.
"""

import lzma
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]

# Run with the old program; the calls are those of its time.
WRITE = r"""
import json, sqlite3, sys
from pathlib import Path
from archive.parsed import runs
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.selections import Selection
from archive.raw import captures, crawls, frontier, portals
from archive.raw.captures import Capture
from archive.store import SCHEMA_VERSION, Archive
from parsers.model import Context

path, said_to = sys.argv[1:]
HOST = "http://www.songlan.example"
pages = Path("gongkai/samples/portals/songlan/www")
chosen = sorted(p for p in pages.rglob("*.htm") if p.with_name(p.name + ".expected.json").exists())[4:12]
archive = Archive.open(path, create=True)
crawl = crawls.start_or_resume(archive, ["990322"], {"years": None}).crawl_id

def context_of(file):
    return Context(**json.loads(file.with_name(file.name + ".expected.json").read_text(encoding="utf-8"))["context"])

def keep(url, body, day, context, verdict="ok", **more):
    with archive.write() as conn:
        captures.record(conn, Capture(url=url, fetched_at=day, verdict=verdict, status=200 if body else 404,
            media_type="text/html", headers={"Server": "nginx", "Set-Cookie": ["a=1", "b=2"]}, etag='"1"', crawl_id=crawl,
            portal_id="990322", context=context, body=body, tls_verified=None, **more))

with archive.write() as conn:
    portals.record(conn, portals.PortalRow("990322", "松岚县人民政府", "990322", HOST + "/", "vsb"))
for number, file in enumerate(chosen):
    keep(context_of(file).url, file.read_bytes(), f"2025-01-0{number + 1}T00:00:00Z", context_of(file))
first = context_of(chosen[1])
keep(first.url, chosen[1].read_bytes(), "2025-02-01T00:00:00Z", first)
keep(HOST + "/gone.htm", None, "2025-02-01T00:00:01Z", None, "not_found", error="404")
items = [crawls.ListItem(context_of(f).url, "年度报告", "2025-01-20", 2024) for f in chosen]
items.append(crawls.ListItem(HOST + "/gone.htm", "已撤", None, 2020))
with archive.write() as conn:
    crawls.record_listing(conn, crawls.Listing(crawl, "990322", HOST + "/list.htm", "vsb", 12, 9, False, "two are missing", items))
    frontier.add(conn, crawl, [frontier.FrontierRequest("990322", "www.songlan.example", HOST + "/next.htm")])
crawls.finish(archive, crawl, "finished", complete=False)
parse_new(archive)
revised = context_of(chosen[3])
keep(revised.url, chosen[3].read_bytes() + b"<p>1</p>", "2025-03-01T00:00:00Z", revised)
parse_new(archive)
run = reparse(archive, Selection(all=True)).run_id
runs.promote(archive, run, force=True)
runs.rollback(archive, run)
runs.promote(archive, run, force=True)
crawls.start_or_resume(archive, ["990322"], {"years": "2024"})
archive.close()
plain = sqlite3.connect(path)
plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
plain.execute("VACUUM")
def rows(sql):
    return plain.execute(sql).fetchall()
views = [name for (name,) in rows("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1")]
said = {
    "schema": SCHEMA_VERSION,
    "rows": {view: rows(f"SELECT count(*) FROM {view}")[0][0] for view in views},
    "reports": rows("SELECT agency, year, form, url, checks_failed, cells_unknown FROM reports ORDER BY 1, 2"),
    "applications": rows("SELECT agency, year, line, total FROM applications WHERE line IN ('new_received', 'granted') "
        "ORDER BY 1, 2, 3"),
    "runs": rows("SELECT run_id, kind, promoted_at IS NOT NULL, rolled_back_at IS NULL FROM runs ORDER BY 1"),
}
plain.close()
Path(said_to).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
"""


def main(schema: int, revision: str) -> None:
    """Write both files; anything that goes wrong in the old program is an error here."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, "old")
        old.mkdir()
        tree = subprocess.run(["git", "archive", revision], cwd=CHECKOUT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x"], cwd=old, input=tree, check=True)
        if schema == 1:
            shutil.copy(CHECKOUT / "archive/schema/0001.sql", old / "archive/schema/0001.sql")
        made = Path(folder, "made.db")
        said = HERE / f"schema-{schema}.json"
        subprocess.run([sys.executable, "-c", WRITE, str(made), str(said)], cwd=old, check=True)
        (HERE / f"schema-{schema}.db.xz").write_bytes(lzma.compress(made.read_bytes(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
