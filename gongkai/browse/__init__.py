"""The archive in a browser: Datasette over its views, and pages of our own for what a reader of reports asks.

`serving` listens, `app` puts Datasette together with our `plugin`, `connections` opens the archive for it, `policy`
guards every answer. `pages` are our addresses; what they show is gathered by `start`, `beside` and `sources`, laid out
by `tables` and made harmless by `sanitised`. All of it only reads.
"""
