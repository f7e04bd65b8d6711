"""`python -m gongkai.samples.make [FOLDER]`: writes the sample portals anew."""

import sys
from pathlib import Path

from gongkai.samples.make.write import write

if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
