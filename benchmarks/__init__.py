"""Speed against named peers, on the same bytes, in one run. `make bench` runs them all."""
