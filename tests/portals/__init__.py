"""Invented portals for tests: every family and every trap as pages, with what is true of them.

`web` and `serving` answer requests, `style` prints HTML as differently as real sites do, `static_lists`,
`served_lists` and `year_lists` make the lists of each family, `troubles` spoils them, `sample` puts a portal together,
`plans` says which thirty there are, and `walking` reads one without a network.
"""
