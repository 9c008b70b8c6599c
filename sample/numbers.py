"""Numbers as Vietnamese administrative reports print them."""

from __future__ import annotations

from decimal import Decimal

PADDED = frozenset(
    {
        "decisions", "plans", "directives", "guidance", "portal_drafts", "courses", "bulletins",
        "publication_licences", "inspections", "inspected_units", "fined_units", "petitions",
        "cameras_broken", "plan_courses", "plan_inspections", "plan_wifi", "feedback_traffic",
        "feedback_environment", "feedback_urban", "feedback_land", "feedback_telecom",
        "feedback_admin", "feedback_other",
    }
)  # fmt: skip


def figure(key: str, value: int | Decimal) -> str:
    """Print a figure: ``1.911``, ``18,3``, and ``07`` for keys that are counted in twos.

    The sign of a change is left to the words around it.
    """
    if isinstance(value, Decimal):
        return str(abs(value)).replace(".", ",")
    if key in PADDED and 0 < value < 10:
        return f"{value:02d}"
    return f"{abs(value):,}".replace(",", ".")


def stated(key: str, value: int | Decimal) -> str:
    """Print a figure as a sentence states it: changes read ``tăng 5,2%`` or ``giảm 24``."""
    text = figure(key, value)
    if not key.endswith("_change"):
        return text
    percent = "%" if isinstance(value, Decimal) else ""
    return f"{'tăng' if value > 0 else 'giảm'} {text}{percent}"
