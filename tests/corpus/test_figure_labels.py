"""Figures read as people labelled them; the floors only ever rise."""

from __future__ import annotations

from tests.corpus.figure_labels import lines, shares

FLOORS = {
    "value": 0.99,
    "unit": 0.97,
    "basis": 0.98,
    "level": 0.98,
    "period": 0.97,
    "against": 0.98,
    "direction": 0.98,
    "head": 0.97,
    "whole": 0.98,
    "words": 0.97,
}


def test_labels_are_read_right_at_least_as_often_as_before() -> None:
    read = shares()
    assert {name: read[name] for name, floor in FLOORS.items() if read[name] < floor} == {}


def test_the_labels_cover_every_field() -> None:
    labels = [label for line in lines() for label in line["figures"]]
    assert len(labels) >= 240
    for field in ("level", "period", "against", "direction", "head", "whole", "words", "not"):
        assert sum(field in label for label in labels) >= 10, field
