"""``python -m graph`` is ``careergraph``."""

import sys

from graph.cli import main

if __name__ == "__main__":
    sys.exit(main())
