"""A stand-in for the assistant: answers from a table, remembers what it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.model import Answer, Candidate, Citation, Trace

EXCERPT = "Toàn huyện lắp đặt 12 trạm 5G."


def stand_in_answer(question: str, text: str, *, answerable: bool = True) -> Answer:
    """Return an answer with one citation and a trace of one candidate."""
    return Answer(
        question=question,
        language="vi",
        kind="number",
        answerable=answerable,
        reason=None if answerable else "chưa có số liệu",
        answer=text,
        citations=(
            Citation(
                report_id=1,
                source="07_<b>.txt",
                report="Báo cáo <i>quý II/2022</i>",
                number="15/BC-VHTT",
                province="Hoa Sim",
                period="quý II/2022",
                section="I › 2",
                page=3,
                excerpt=EXCERPT,
                highlights=((19, 21),),
            ),
        ),
        subject="Trạm 5G · Hoa Sim",
        seconds=0.0123456,
        trace=Trace(
            {"level": "huyện"}, (Candidate("07_x.txt", EXCERPT, 0.5, {"dense": 0.4}),), "vì"
        ),
    )


@dataclass(frozen=True)
class StandInConversation:
    """The turns so far."""

    turns: tuple[tuple[str, Answer], ...] = ()

    def with_turn(self, question: str, answer: Answer) -> StandInConversation:
        """Return the conversation with one more turn."""
        return StandInConversation((*self.turns, (question, answer)))


@dataclass
class StandIn:
    """Answers ``texts[question]``; refuses what is not in the table; fails on ``"!"``."""

    texts: Mapping[str, str] = field(default_factory=dict)
    asked: list[tuple[str, int | None]] = field(default_factory=list)

    def ask(self, question: str, *, conversation: StandInConversation | None = None) -> Answer:
        """Answer from the table, noting the question and how many turns came before."""
        self.asked.append((question, None if conversation is None else len(conversation.turns)))
        if question == "!":
            raise ValueError("hỏng")
        text = self.texts.get(question)
        return stand_in_answer(question, text or "Chưa có số liệu.", answerable=text is not None)
