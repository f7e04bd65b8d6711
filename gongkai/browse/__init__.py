"""The archive in a browser: Datasette over its views, and pages of our own for what a reader of reports asks.

`serving` listens, `app` puts Datasette together with our `plugin`, `connections` opens the archive for it, `policy`
guards every answer. `pages` are our addresses; what they show is gathered by `start`, `beside` and `sources`, laid out
by `tables` and made harmless by `sanitised`. All of it only reads.
"""

import sqlite3

import datasette.utils.sqlite  # noqa: F401 - it has Python print whatever a SQL function raises, which is undone here

# What our functions raise is reported as an answer, in one sentence; a traceback beside it would be noise on stderr.
sqlite3.enable_callback_tracebacks(False)  # noqa: FBT003 - it takes no names
