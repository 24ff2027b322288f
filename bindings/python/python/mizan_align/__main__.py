"""The command `mizan`, as the program itself: `mizan --help` says what it does."""

import signal
import sys

from . import _mizan


def main() -> None:
    """Run the command line and exit with the program's exit code."""
    # The interpreter would handle Ctrl-C only after the program has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_mizan.main(["mizan", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
