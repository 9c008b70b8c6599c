"""``python -m web``: accounts of people, and access tokens of programs."""

from __future__ import annotations

import sys

from web.accounts.command_line import main

if __name__ == "__main__":
    sys.exit(main())
