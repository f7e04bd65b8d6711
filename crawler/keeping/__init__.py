"""Asking and keeping apart: one process asks portals, another, the keeper, owns the archive and does everything else.

    asking process                                keeper
    Scrapy, window, pace, robots, resolver        frontier, verdicts, links, captures, listings, summary
    link.py      ── questions, answers ──▶        keeper.py
                 ◀── replies, in the same order ──

The asking process has the network and no archive; the keeper has the archive and no network, and knows no Scrapy. So
each has a processor core to itself where the machine has two. `messages.py` says what passes between them, `wire.py`
how. The keeper ends when its wire ends, however that came, and has then committed whole answers only.
"""
