"""Passages are fetched once, given in order, and forgotten when there are too many."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import MappedText, Passage, PassageKind
from index.passage_cache import PassageCache
from index.records import StoredPassage

PASSAGE = Passage(0, PassageKind.TEXT, (), "", MappedText("a", ((0, 0, 1),)), ((0, 1),), 0, 1, None)


class Shelf:
    """Passages 0 to 9; remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def fetch(self, ids: Sequence[int]) -> list[StoredPassage]:
        self.asked.append(list(ids))
        return [StoredPassage(number, 1, PASSAGE, ()) for number in ids if number < 10]


def numbers(found: Sequence[StoredPassage]) -> list[int]:
    return [passage.id for passage in found]


def test_each_is_fetched_once_and_all_come_in_the_order_asked_for() -> None:
    shelf = Shelf()
    cache = PassageCache(shelf.fetch)
    assert numbers(cache.get([3, 99, 1, 3])) == [3, 1, 3]
    assert numbers(cache.get([1, 2, 3])) == [1, 2, 3]
    assert shelf.asked == [[3, 99, 1], [2]]


def test_those_asked_for_longest_ago_are_forgotten() -> None:
    shelf = Shelf()
    cache = PassageCache(shelf.fetch, most=2)
    for number in (1, 2, 1, 3, 1, 2):
        cache.get([number])
    assert shelf.asked == [[1], [2], [3], [2]]
