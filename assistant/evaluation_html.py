"""An evaluation as one self-contained page, on which a person reads each miss.

The page holds no script and loads nothing, and says so to the browser in its content
security policy; every string of a report, question or answer is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from assistant.evaluation import (
    ANSWER_FIGURES,
    SEARCH_FIGURES,
    Estimate,
    Evaluation,
    FigureStyle,
    Outcome,
    Summary,
)
from assistant.evaluation_text import TABLE_NAMES
from assistant.model import Candidate, Citation, Trace

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1rem;
 color:#1d2430;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid #d8dee8;white-space:nowrap}
th:first-child,td:first-child{text-align:left}
small{color:#566072}
article{border:1px solid #d8dee8;border-left:4px solid #b3261e;border-radius:6px;
 margin:1rem 0;padding:.75rem 1rem}
article h3{font-size:1rem;margin:0 0 .5rem}
dl{display:grid;grid-template-columns:8rem 1fr;gap:.25rem .75rem;margin:0}
dt{color:#566072}dd{margin:0;overflow-wrap:anywhere}
blockquote{margin:.25rem 0;padding:.25rem .75rem;border-left:3px solid #8aa0c0;
 white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:#ffe08a}
summary{cursor:pointer;margin-top:.5rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
@media(max-width:40rem){dl{grid-template-columns:1fr}}
@media(prefers-color-scheme:dark){body{background:#151a22;color:#e6eaf0}
 th,td,article{border-color:#384252}article{border-left-color:#f2857d}
 small,dt{color:#a5b0c0}mark{background:#7a5b00;color:#fff}}
"""

_FIGURES = ANSWER_FIGURES | SEARCH_FIGURES


def render_html(evaluation: Evaluation) -> str:
    """Return the page: the tables, then each miss with all that led to it."""
    misses = evaluation.misses
    tables = [_table("Tất cả · All", [evaluation.total])]
    tables += [
        _table(f"{TABLE_NAMES[name].vi} · {TABLE_NAMES[name].en}", rows)
        for name, rows in evaluation.tables.items()
    ]
    heading = f"Câu chưa đạt · Missed: {len(misses)} / {evaluation.total.n}"
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Hỏi Báo Cáo: đánh giá</title>\n<style>{_STYLE}</style></head><body>\n"
        "<h1>Hỏi Báo Cáo: đánh giá · evaluation</h1>\n"
        "<p><small>Tỷ lệ phần trăm; khoảng bootstrap 95 % bên dưới. "
        "Per cent; 95 % bootstrap intervals beneath.</small></p>\n"
        + "\n".join(tables)
        + f"\n<h2>{heading}</h2>\n"
        + "\n".join(_miss(outcome) for outcome in misses)
        + "\n</body></html>\n"
    )


def _table(title: str, rows: Iterable[Summary]) -> str:
    head = "".join(
        f"<th>{escape(label)}</th>" for label in ("", "n", *(s.heading for s in _FIGURES.values()))
    )
    body = "".join(
        f"<tr><td>{escape(row.group)}</td><td>{row.n}</td>"
        + "".join(_cell(style, row.figures[name]) for name, style in _FIGURES.items())
        + "</tr>"
        for row in rows
    )
    return (
        f'<h2>{escape(title)}</h2><div class="scroll"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(style: FigureStyle, estimate: Estimate) -> str:
    shown = style.shown(estimate)
    if shown is None:
        return "<td>–</td>"
    return f"<td>{shown[0]}<br><small>{shown[1]}–{shown[2]}</small></td>"


def _miss(outcome: Outcome) -> str:
    gold, answer, scored = outcome.gold, outcome.answer, outcome.score
    turn = f" · lượt {outcome.turn}" if outcome.turn else ""
    rank = "không có trong danh sách" if outcome.rank is None else str(outcome.rank)
    rows = [
        ("Câu hỏi", escape(gold.question)),
        ("Mong đợi", escape(gold.answer or "–")),
        ("Chấp nhận", escape(" | ".join(" + ".join(option) for option in gold.accept) or "–")),
        ("Trả lời", escape(answer.answer)),
        ("Giá trị", escape(" ".join(part for part in (answer.value, answer.unit) if part) or "–")),
        ("Vì sao", escape("; ".join(scored.faults) or "–")),
        ("Số thiếu căn cứ", escape(", ".join(scored.unsupported_beyond_labels) or "–")),
        ("Lý do từ chối", escape(answer.reason or "–")),
        ("Bằng chứng", "".join(f"<blockquote>{escape(e)}</blockquote>" for e in gold.evidence)),
        ("Trích dẫn", "".join(_citation(citation) for citation in answer.citations) or "–"),
        ("Hạng bằng chứng", escape(rank)),
        ("Ghi chú", escape(gold.note or "–")),
    ]
    listed = "".join(f"<dt>{label}</dt><dd>{content}</dd>" for label, content in rows)
    return (
        f"<article><h3>{escape(outcome.id)}{turn} · {escape(gold.kind)} · "
        f"{escape(gold.language)} · {escape(outcome.file)}</h3><dl>{listed}</dl>"
        f"{_trace(answer.trace)}</article>"
    )


def _citation(citation: Citation) -> str:
    labels = (citation.source, citation.number, citation.province, citation.period)
    page = () if citation.page is None else (f"trang {citation.page}",)
    head = " · ".join(label for label in (*labels, *page, citation.section) if label)
    quoted = _marked(citation.excerpt, citation.highlights)
    return f"<small>{escape(head)}</small><blockquote>{quoted}</blockquote>"


def _marked(excerpt: str, highlights: Sequence[tuple[int, int]]) -> str:
    parts, end = [], 0
    for low, high in highlights:
        parts += [escape(excerpt[end:low]), f"<mark>{escape(excerpt[low:high])}</mark>"]
        end = high
    return "".join([*parts, escape(excerpt[end:])])


def _trace(trace: Trace) -> str:
    slots: dict[str, Any] = dict(trace.slots)
    written = json.dumps(slots, ensure_ascii=False, indent=1, default=str)
    candidates = "".join(_candidate(candidate) for candidate in trace.candidates)
    return (
        f"<details><summary>Đã hiểu và đã cân nhắc ({len(trace.candidates)})</summary>"
        f"<p>{escape(trace.decision)}</p><pre>{escape(written)}</pre><ol>{candidates}</ol></details>"
    )


def _candidate(candidate: Candidate) -> str:
    scores = " · ".join(f"{name} {value:.3f}" for name, value in candidate.scores.items())
    return (
        f"<li><small>{candidate.score:.3f} · {escape(candidate.source)} · {escape(scores)}</small>"
        f"<blockquote>{escape(candidate.excerpt)}</blockquote></li>"
    )
