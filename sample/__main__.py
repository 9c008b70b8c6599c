"""Make sample reports: ``python -m sample generate | series | series-questions | build``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from sample.archive import content, generate, report_folder, sample_series
from sample.lookalikes import Plan, write_series
from sample.model import Month, Profile
from sample.retellings import retellings
from sample.series_gold import write_series_gold

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
    _series_parsers(commands)
    build = commands.add_parser(
        "build", help="viết lại kho mẫu / write the sample archive's reports again"
    )
    build.add_argument("--out", type=Path, default=report_folder(), metavar="DIR")
    build.add_argument(
        "--font", default="Noto Serif", help="họ phông chữ của tệp PDF / font family of the PDF"
    )
    return parser


def _series_parsers(commands: Any) -> None:
    series = commands.add_parser(
        "series", help="viết báo cáo của nhiều tỉnh hư cấu / write several provinces' reports"
    )
    asked = commands.add_parser(
        "series-questions", help="viết câu hỏi về loạt báo cáo đó / write questions on those"
    )
    for command in (series, asked):
        command.add_argument("--out", type=Path, required=True, metavar="DIR")
        command.add_argument("--provinces", type=_positive, default=3)
        command.add_argument("--months", type=_positive, default=24)
        command.add_argument("--first", type=_month, default=Month(2023, 1), metavar="YYYY-MM")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument(
            "--format", choices=("mixed", *_FORMATS), default="mixed",
            help="mixed: mỗi tỉnh theo cách riêng / as each office does",
        )  # fmt: skip
    asked.add_argument(
        "--by-hand", type=Path, metavar="FILE",
        help="câu hỏi viết tay, xem sample/series_gold.py / questions written by hand",
    )  # fmt: skip


def _series(options: argparse.Namespace) -> str:
    formats = () if options.format == "mixed" else (options.format,)
    plan = Plan(options.provinces, options.months, options.first, options.seed, formats)
    if options.command == "series":
        return f"{write_series(options.out, plan)} báo cáo / reports"
    return f"{write_series_gold(options.out, plan, options.by_hand)} câu hỏi / questions"


def _generate(options: argparse.Namespace) -> str:
    profile = Profile(options.province, options.seed)
    paths = generate(
        options.out, profile, options.first, options.months, start=options.start,
        formats=options.formats, questions_a_month=options.questions,
    )  # fmt: skip
    return f"{len(paths)} báo cáo / reports"


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
            done = f"{_build(options.out, options.font)} báo cáo / reports"
        elif options.command == "generate":
            done = _generate(options)
        else:
            done = _series(options)
    except (OSError, ImportError, ValueError) as error:
        print(f"sample: {error}", file=sys.stderr)
        return 2
    print(f"{done} -> {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
