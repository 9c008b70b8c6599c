"""Make sample reports: ``python -m sample generate`` and ``python -m sample build``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sample.archive import content, generate, report_folder, sample_series
from sample.model import Month, Profile
from sample.retellings import retellings

_FORMATS = ("txt", "html", "docx")


def _month(text: str) -> Month:
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        raise argparse.ArgumentTypeError(f"{text!r}: viết tháng như 2022-01 / write 2022-01")
    return Month(int(year), int(month))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: cần số nguyên dương / a positive number")
    return int(text)


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(part.strip() for part in text.split(","))
    unknown = [part for part in formats if part not in _FORMATS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r}: chỉ có / only {', '.join(_FORMATS)}")
    return formats


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sample", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser(
        "generate", help="viết báo cáo của một tỉnh hư cấu / write an invented province's reports"
    )
    make.add_argument("--province", required=True, metavar="TÊN")
    make.add_argument("--from", dest="first", type=_month, required=True, metavar="YYYY-MM")
    make.add_argument("--months", type=_positive, default=12)
    make.add_argument("--seed", type=int, default=1)
    make.add_argument("--out", type=Path, required=True, metavar="DIR")
    make.add_argument(
        "--start", type=_positive, default=1001, help="số đầu của tên tệp / first file number"
    )
    make.add_argument("--formats", type=_formats, default=("txt",), metavar="txt,html,docx")
    make.add_argument("--questions", type=_positive, default=4, help="mỗi tháng / a month")
    build = commands.add_parser(
        "build", help="viết lại kho mẫu / write the sample archive's reports again"
    )
    build.add_argument("--out", type=Path, default=report_folder(), metavar="DIR")
    build.add_argument(
        "--font", default="Noto Serif", help="họ phông chữ của tệp PDF / font family of the PDF"
    )
    return parser


def _build(folder: Path, family: str) -> int:
    from sample.pdf import Fonts, to_pdf  # needs reportlab, which only this command does

    folder.mkdir(parents=True, exist_ok=True)
    papers = [*retellings(), *((file.name, file.report.paper) for file in sample_series())]
    for name, paper in papers:
        written = (
            to_pdf(paper, Fonts.find(family)) if name.endswith(".pdf") else content(name, paper)
        )
        (folder / name).write_bytes(written)
    return len(papers)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 2 wrong usage or nothing written."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "build":
            count = _build(options.out, options.font)
        else:
            profile = Profile(options.province, options.seed)
            count = len(
                generate(
                    options.out, profile, options.first, options.months, start=options.start,
                    formats=options.formats, questions_a_month=options.questions,
                )
            )  # fmt: skip
    except (OSError, ImportError) as error:
        print(f"sample: {error}", file=sys.stderr)
        return 2
    print(f"{count} báo cáo / reports -> {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
