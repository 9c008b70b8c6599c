"""Evaluation tables and misses as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from assistant.bilingual import Bilingual
from assistant.console import printable, shortened
from assistant.evaluation import (
    ANSWER_FIGURES,
    SEARCH_FIGURES,
    Estimate,
    Evaluation,
    FigureStyle,
    Outcome,
    Summary,
)

WIDTH = 96
TABLE_NAMES = {
    "kind": Bilingual("Theo loại câu hỏi", "By kind"),
    "language": Bilingual("Theo ngôn ngữ", "By language"),
    "form": Bilingual("Câu hỏi đơn và hội thoại", "Single questions and conversations"),
    "file": Bilingual("Theo tệp", "By file"),
}
_ALL = Bilingual("tất cả", "all")
_MISSES = Bilingual("Câu chưa đạt ({shown} trong {total})", "Questions missed ({shown} of {total})")
_EXPECTED = Bilingual("mong đợi", "expected")
_GIVEN = Bilingual("trả lời", "given")
_CITED = Bilingual("trích dẫn", "cited")
_WHY = Bilingual("vì sao", "why")
_LEGEND = Bilingual(
    "Tỷ lệ phần trăm, trong ngoặc là khoảng tin cậy bootstrap 95 %. refuse P/R: độ chính xác và "
    "độ phủ của từ chối; false refuse: câu trả lời được mà bị từ chối; unsup: câu trả lời có số "
    "không nằm trong trích dẫn, câu hỏi hay phép tính; unsup-L: nhãn của trích dẫn cũng được tính "
    "là căn cứ; R@k, MRR: thứ hạng của đoạn chứa bằng chứng.",
    "Per cent, with 95 % bootstrap intervals in brackets. refuse P/R: precision and recall of "
    "refusals; false refuse: answerable but refused; unsup: answers with a number that is in no "
    "cited excerpt, question or arithmetic; unsup-L: a citation's labels count as support too; "
    "R@k, MRR: rank of the passage that holds the evidence.",
)


def render_evaluation(evaluation: Evaluation, language: str) -> str:
    """Return the tables: answers first, then retrieval and latency, by every grouping."""
    parts = []
    for columns in (ANSWER_FIGURES, SEARCH_FIGURES):
        rows = [(_ALL.text(language), evaluation.total)]
        blocks = [_table("", rows, columns)]
        for name, summaries in evaluation.tables.items():
            title = TABLE_NAMES[name].text(language)
            blocks.append(_table(title, [(row.group, row) for row in summaries], columns))
        parts.append("\n\n".join(blocks))
    return "\n\n".join([*parts, textwrap.fill(_LEGEND.text(language), WIDTH)])


def render_misses(evaluation: Evaluation, limit: int, language: str) -> str:
    """Return the first `limit` misses: question, expected, given, citations, reasons."""
    misses = evaluation.misses
    shown = misses[:limit]
    title = _MISSES.text(language).format(shown=len(shown), total=len(misses))
    return "\n\n".join([title, *(_miss(outcome, language) for outcome in shown)])


def _table(
    title: str, rows: Sequence[tuple[str, Summary]], columns: Mapping[str, FigureStyle]
) -> str:
    cells = [[title, "n", *(style.heading for style in columns.values())]]
    for group, summary in rows:
        figures = [_cell(style, summary.figures[name]) for name, style in columns.items()]
        cells.append([group, str(summary.n), *figures])
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )


def _cell(style: FigureStyle, estimate: Estimate) -> str:
    shown = style.shown(estimate)
    return f"{shown[0]} [{shown[1]}–{shown[2]}]" if shown else "–"


def _miss(outcome: Outcome, language: str) -> str:
    turn = f" ({outcome.turn})" if outcome.turn else ""
    gold, answer = outcome.gold, outcome.answer
    faults = list(outcome.score.faults)
    if outcome.score.unsupported_beyond_labels:
        faults.append("unsupported: " + ", ".join(outcome.score.unsupported_beyond_labels))
    expected = gold.answer or " | ".join(" + ".join(option) for option in gold.accept) or "–"
    lines = [
        f"{outcome.id}{turn} · {gold.kind} · {gold.language}: {printable(gold.question)}",
        f"  {_EXPECTED.text(language)}: {printable(expected)}",
        f"  {_GIVEN.text(language)}: {shortened(answer.answer, 400)}",
    ]
    for citation in answer.citations[:3]:
        cited = f"{printable(citation.source)}: {shortened(citation.excerpt, 240)}"
        lines.append(f"  {_CITED.text(language)}: {cited}")
    lines.append(f"  {_WHY.text(language)}: {'; '.join(faults)}")
    return "\n".join(lines)
