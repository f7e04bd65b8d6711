"""`python -m gongkai` is the console script."""

from gongkai.main import main

main()
