"""Bundled sample portals: four invented places, one CMS family each, their reports and what is true of them.

`portals/<folder>/www` is what a portal serves, byte for byte. Beside each document stands
`NAME.expected.json`: the values that a right reading has. `expected.json` holds the totals of each
portal. `python -m gongkai.samples.make` writes all of it; `server.SamplePortals` serves it on loopback.
"""
