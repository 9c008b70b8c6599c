"""Which segments to merge: few of them to search, few rows to write.

As in a log-structured merge tree: segments of like size are merged eight at a time, so that a
row is written again about once each time the archive grows eightfold, and no merge writes
more than a segment may hold. One that has lost most of its rows is written anew.
"""

from __future__ import annotations

from collections.abc import Sequence

_TOGETHER = 8  # segments of one level that are merged
_SMALLEST = 512  # live rows below which all segments are of one level
_SPARSE = 0.5  # share of live rows below which a segment is written anew


def plan(sizes: Sequence[tuple[int, int]], most: int) -> list[list[int]]:
    """Return groups of segments, by place, of which each is to become one.

    `sizes` are their rows and live rows; a group has at most `most` live rows.
    """
    levels: dict[int, list[int]] = {}
    for place, (_, live) in enumerate(sizes):
        levels.setdefault(_level(live), []).append(place)
    groups: list[list[int]] = []
    for level, places in levels.items():
        if len(places) >= _TOGETHER and not _full(level, most):
            groups += _filled(places, sizes, most)
    merged = {place for group in groups for place in group}
    groups += [
        [place]
        for place, (rows, live) in enumerate(sizes)
        if place not in merged and live < _SPARSE * rows
    ]
    return groups


def _level(live: int) -> int:
    level, bound = 0, _SMALLEST
    while live >= bound:
        level, bound = level + 1, bound * _TOGETHER
    return level


def _full(level: int, most: int) -> bool:
    """Tell whether two segments of `level` are too large for one."""
    return level > 0 and 2 * _SMALLEST * _TOGETHER ** (level - 1) >= most


def _filled(places: Sequence[int], sizes: Sequence[tuple[int, int]], most: int) -> list[list[int]]:
    """Return `places` in groups of two and more, in their order, that hold `most` at most."""
    groups: list[list[int]] = []
    held = most + 1
    for place in places:
        live = sizes[place][1]
        if held + live > most:
            groups.append([])
            held = 0
        groups[-1].append(place)
        held += live
    return [group for group in groups if len(group) > 1]
