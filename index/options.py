"""The options that every command line of the product takes: which archive, which language."""

from __future__ import annotations

import argparse
import os

LANGUAGE_VARIABLE = "HOIBAOCAO_LANG"


def shared_options() -> argparse.ArgumentParser:
    """Return a parent parser with ``--data DIR`` and ``--lang vi|en``.

    ``data`` is None where it was not given; ``lang`` follows `LANGUAGE_VARIABLE`, else is "vi".
    """
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="thư mục dữ liệu / data folder (./data)")
    shared.add_argument(
        "--lang",
        choices=("vi", "en"),
        default="en" if os.environ.get(LANGUAGE_VARIABLE) == "en" else "vi",
        help=f"ngôn ngữ thông báo / language of messages (${LANGUAGE_VARIABLE}, vi)",
    )
    return shared
