"""The reports of a question's slots, found without going through all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Assistant, Scope
from assistant.retrieval import Retriever
from assistant.slots import allowed_reports
from corpus.periods import Period
from index import Archive

PERIODS = ((), (Period.month(2023, 4),), (Period.of_year(2020), Period.quarter(2024, 1)))
PLACES = ((), ("ninh-thuan",), ("khanh-hoa",), ("thai-binh", "tay-ninh"), ("ha-noi",))
SCOPES = (
    Scope(),
    Scope(provinces=("ninh-thuan",)),
    Scope(periods=(Period.of_year(2023),)),
    Scope(reports=(3, 1, 1, 999)),
    Scope(provinces=("ninh-thuan",), reports=(1, 2, 3)),
)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_reports_of_slots_and_scope(sample_archive: Archive, scope: Scope) -> None:
    retriever = Retriever(sample_archive)
    asked = Assistant(sample_archive).context("Có bao nhiêu trạm 5G?").question
    within = scope.select(retriever.reports)
    assert retriever.select(scope) == within
    found = set()
    for provinces in PLACES:
        for periods in PERIODS:
            question = replace(asked, provinces=provinces, periods=periods)
            expected = tuple(allowed_reports(within, question))
            assert retriever.allowed(question, scope) == expected
            found.add(len(expected))
    assert len(found) > 1
