"""A generator of report pages from known figures: every layout, number style, encoding and wrapper.

`truth` draws figures that satisfy the official relations, `grids` lays them out as abstract tables, `mess`
spoils those as portals do, `render` writes them as HTML or text, `page` puts all together. What it yields is a
payload, its context and, for every cell, what a reader may say of it.
"""
