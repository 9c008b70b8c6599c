"""Those who came first are let in first, and never more than there are places."""

from __future__ import annotations

import threading

from assistant.turns import Turns


def test_no_more_than_there_are_places_and_in_order() -> None:
    turns = Turns(2)
    inside, most, order = 0, 0, list[int]()
    lock = threading.Lock()
    go_on = threading.Event()

    def work(number: int) -> None:
        nonlocal inside, most
        with turns:
            with lock:
                inside += 1
                most = max(most, inside)
                order.append(number)
            go_on.wait(10)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for number, thread in enumerate(threads):
        thread.start()
        while turns.waiting + len(order) < number + 1:
            pass  # until it is in the queue: who comes first is decided here
    assert order == [0, 1]
    go_on.set()
    for thread in threads:
        thread.join()
    assert most == 2
    assert sorted(order) == list(range(8))
    assert turns.waiting == 0


def test_an_error_inside_leaves_the_place() -> None:
    turns = Turns(1)
    for _ in range(3):
        try:
            with turns:
                raise ValueError
        except ValueError:
            continue
    done = threading.Event()

    def work() -> None:
        with turns:
            done.set()

    threading.Thread(target=work).start()
    assert done.wait(10)


def test_turns_are_taken_one_after_the_other() -> None:
    turns = Turns(1)
    order: list[int] = []

    def work(number: int) -> None:
        with turns:
            order.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    with turns:
        for number, thread in enumerate(threads):
            thread.start()
            while turns.waiting < number + 1:
                pass
    for thread in threads:
        thread.join()
    assert order == list(range(6))
