"""Joins archives by content: in any order, any number of times, with the same result.

Sameness is that of the views, with the numbers of reports, captures and runs taken as what they stand for; what an
archive said on an earlier day stays its own. One thing depends on the order: where two archives asked one address in
the same second and got different bytes, those that entered the merged archive later count as the newer.
"""
