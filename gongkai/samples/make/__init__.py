"""The maker of the sample portals: plans and seeds in, the same bytes out on every machine and every day."""
