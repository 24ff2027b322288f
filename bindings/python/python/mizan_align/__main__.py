"""The command `mizan`, as the program itself: `mizan --help` says what it does."""

import signal
import sys

from . import _mizan


def main() -> None:
    """Run the words of the command line and leave with the program's exit code."""
    # The interpreter would look at Ctrl-C only when the program has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_mizan.main(["mizan", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
