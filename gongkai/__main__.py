"""`python -m gongkai` is the console script, and Ctrl-C ends it while it is still loading, too."""

import sys


def start() -> None:
    try:
        from gongkai.main import main
    except KeyboardInterrupt:  # nothing was begun; later ones are answered by the command that is at work
        print("Aborted!", file=sys.stderr)  # noqa: T201 - the words of click, which is not there yet
        sys.exit(1)
    main()


if __name__ == "__main__":
    start()
