"""``python -m graph`` is ``careergraph``."""

import sys

from graph.command.main import main

if __name__ == "__main__":
    sys.exit(main())
