"""What the server remembers: kept on disk, each person's own, readable after a restart."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.fakes import HOSTILE, make_answer
from web.accounts import passwords
from web.errors import DeskError
from web.store import FILE_NAME, Account, Action, Role, Store, Verdict
from web.store.lockouts import FIRST_SECONDS, FORGET_SECONDS, FREE_TRIES, LONGEST_SECONDS
from web.store.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS

ROOT = Path(__file__).resolve().parents[2]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        """Begin some years after 1970."""
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until a test moves it."""
    return Clock()


@pytest.fixture
def kept(tmp_path: Path, clock: Clock) -> Store:
    """An empty store with that clock."""
    return Store(tmp_path / "desk", clock=clock)


def reopened(store: Store, clock: Clock) -> Store:
    """Return the same data as a new server finds it."""
    folder = store._database.path.parent
    store.close()
    return Store(folder, clock=clock)


def add(store: Store, name: str, role: Role = Role.STAFF) -> Account:
    """Add an account whose password plays no part."""
    return store.accounts.add(name, role, "$argon2id$...")


# Accounts


def test_names_are_the_same_in_any_case_and_composition(kept: Store) -> None:
    """One person cannot have two accounts that look alike."""
    account = add(kept, "Hương")
    assert kept.accounts.find("HU\u031bO\u031bNG") is not None
    assert kept.accounts.get(" hương ").id == account.id
    with pytest.raises(DeskError, match="Đã có tài khoản"):
        add(kept, "HƯƠNG")


@pytest.mark.parametrize("name", ["", " ", "a b", "a/b", "<b>", "x" * 65, "-rf", "a\n"])
def test_names_are_plain(kept: Store, name: str) -> None:
    """No blanks, markup or paths; what is only padded with blanks is trimmed."""
    if name == "a\n":
        assert add(kept, name).name == "a"
        return
    with pytest.raises(DeskError) as refusal:
        add(kept, name)
    assert refusal.value.code == "name_invalid"


def test_the_last_administrator_stays_while_there_are_staff(kept: Store) -> None:
    """Nobody locks everybody out by mistake; an empty list is allowed."""
    add(kept, "chi", Role.ADMINISTRATOR)
    add(kept, "an")
    with pytest.raises(DeskError) as refusal:
        kept.accounts.remove("chi")
    assert refusal.value.code == "last_administrator"
    with pytest.raises(DeskError):
        kept.accounts.set_role("chi", Role.STAFF)
    kept.accounts.set_role("an", Role.ADMINISTRATOR)
    kept.accounts.remove("chi")
    kept.accounts.remove("an")
    assert kept.accounts.all() == ()


def test_removing_an_account_takes_what_is_its_own(kept: Store) -> None:
    """Sessions, tokens and conversations go; ratings stay; ids are never given out again."""
    account = add(kept, "an", Role.ADMINISTRATOR)
    key, _ = kept.sessions.start(account.id, "10.0.0.2")
    text, _ = kept.tokens.add(account.id, "máy chủ")
    conversation = kept.conversations.create(account.id, "x")
    turn = kept.conversations.append(account.id, conversation.id, "x?", make_answer(), 3)
    kept.ratings.rate(turn, account.id, account.name, Verdict.UP)
    kept.accounts.remove("an")
    assert kept.sessions.find(key) is None
    assert kept.tokens.find(text) is None
    assert [rating.who for rating in kept.ratings.all()] == ["an"]
    again = add(kept, "an")
    assert again.id != account.id
    assert kept.conversations.list(again.id) == ()


# Sessions


def test_a_session_ends_when_nobody_uses_it(kept: Store, clock: Clock) -> None:
    """Use keeps it alive, idling ends it."""
    key, begun = kept.sessions.start(add(kept, "an").id, "10.0.0.2")
    clock.now += IDLE_SECONDS - 1
    found = kept.sessions.find(key)
    assert found is not None
    assert (found.account.name, found.csrf) == ("an", begun.csrf)
    clock.now += IDLE_SECONDS - 1
    assert kept.sessions.find(key) is not None
    clock.now += IDLE_SECONDS
    assert kept.sessions.find(key) is None


def test_a_session_ends_however_much_it_is_used(kept: Store, clock: Clock) -> None:
    """After an office day one signs in again."""
    key, _ = kept.sessions.start(add(kept, "an").id, "10.0.0.2")
    for _ in range(int(ABSOLUTE_SECONDS / IDLE_SECONDS * 2) - 1):
        clock.now += IDLE_SECONDS / 2
        assert kept.sessions.find(key) is not None
    clock.now += IDLE_SECONDS / 2
    assert kept.sessions.find(key) is None


def test_a_new_password_or_role_ends_sessions(kept: Store) -> None:
    """Whoever had the old password is out; the session that changed it stays."""
    account = add(kept, "an")
    kept_key, mine = kept.sessions.start(account.id, "10.0.0.2")
    other_key, _ = kept.sessions.start(account.id, "10.0.0.3")
    kept.accounts.set_password("an", "hash", keep_session=mine.id)
    assert kept.sessions.find(kept_key) is not None
    assert kept.sessions.find(other_key) is None
    kept.accounts.set_role("an", Role.ADMINISTRATOR)
    assert kept.sessions.find(kept_key) is None


def test_the_file_holds_no_key_token_or_password(tmp_path: Path) -> None:
    """A copy of the file lets nobody in, and only its owner can read it."""
    with Store(tmp_path) as store:
        account = store.accounts.add("an", Role.STAFF, passwords.hashed("bi-mat-cua-toi"))
        key, _ = store.sessions.start(account.id, "10.0.0.2")
        text, _ = store.tokens.add(account.id, "x")
    content = (tmp_path / FILE_NAME).read_bytes()
    assert b"$argon2id$" in content
    for secret in (key, text, "bi-mat-cua-toi"):
        assert secret.encode() not in content
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_tokens_expire_and_are_revoked(kept: Store, clock: Clock) -> None:
    """A program's key is good for its days, or until somebody takes it back."""
    account = add(kept, "an")
    text, _ = kept.tokens.add(account.id, "một ngày", days=1)
    other, listed = kept.tokens.add(account.id, "dài")
    assert kept.tokens.find(text) is not None
    clock.now += 86_400
    assert kept.tokens.find(text) is None
    found = kept.tokens.find(other)
    assert found is not None
    assert found.account == account
    kept.tokens.remove(listed.id)
    assert kept.tokens.find(other) is None
    assert kept.tokens.find("hbc_x") is None


# Lock-out


def test_waits_double_and_survive_a_restart(kept: Store, clock: Clock) -> None:
    """Some slips are free; then each failure doubles the wait, up to a bound."""
    for _ in range(FREE_TRIES["account"] - 1):
        kept.lockouts.failed("an", "10.0.0.2")
    assert kept.lockouts.remaining("an", "10.0.0.2") == 0
    waits = []
    for _ in range(12):
        kept.lockouts.failed("AN", "10.0.0.2")
        waits.append(kept.lockouts.remaining("an", "10.0.0.9"))
    assert waits[:3] == [FIRST_SECONDS, 2 * FIRST_SECONDS, 4 * FIRST_SECONDS]
    assert waits[-1] == LONGEST_SECONDS
    again = reopened(kept, clock)
    assert again.lockouts.remaining("an", "10.0.0.9") == LONGEST_SECONDS
    assert again.lockouts.unlock("an")
    assert again.lockouts.remaining("an", "10.0.0.9") == 0


def test_an_address_that_tries_many_names_is_shut_out(kept: Store, clock: Clock) -> None:
    """Guessing one password for everybody is stopped as well; other addresses are not."""
    for number in range(FREE_TRIES["address"]):
        kept.lockouts.failed(f"nguoi{number}", "10.0.0.2")
    assert kept.lockouts.remaining("moi", "10.0.0.2") > 0
    assert kept.lockouts.remaining("moi", "10.0.0.3") == 0
    kept.lockouts.succeeded("moi")
    assert kept.lockouts.remaining("moi", "10.0.0.2") > 0
    clock.now += FORGET_SECONDS + 1
    kept.lockouts.failed("moi", "10.0.0.2")
    assert kept.lockouts.remaining("moi", "10.0.0.2") == 0


# Conversations


def test_a_conversation_is_there_after_a_restart(kept: Store, clock: Clock) -> None:
    """Every field of an answer comes back but the trace, citations with their ranges."""
    owner = add(kept, "an").id
    conversation = kept.conversations.create(owner, f"  {HOSTILE}\n", {"provinces": ["ninh-thuan"]})
    answer = make_answer()
    kept.conversations.append(owner, conversation.id, "một?", answer, 7)
    kept.conversations.append(owner, conversation.id, "hai?", None, 8)
    again = reopened(kept, clock)
    (found,) = again.conversations.list(owner)
    assert (found.id, found.turns) == (conversation.id, 2)
    assert found.title == " ".join(HOSTILE.split())
    assert found.filters == {"provinces": ["ninh-thuan"]}
    first, second = again.conversations.turns(owner, conversation.id)
    assert first.answer == answer
    assert (first.question, first.generation) == ("một?", 7)
    assert second.answer is None
    assert again.conversations.turns(owner, conversation.id, last=1) == (second,)


def test_conversations_are_found_renamed_and_deleted(kept: Store, clock: Clock) -> None:
    """The one used last stands first; words are found without diacritics."""
    owner = add(kept, "an").id
    first = kept.conversations.create(owner, "Trạm 5G ở Ninh Thuận")
    clock.now += 1
    second = kept.conversations.create(owner, "Bưu chính")
    clock.now += 1
    kept.conversations.append(owner, first.id, "Doanh thu viễn thông?", None, 1)
    assert [c.id for c in kept.conversations.list(owner)] == [first.id, second.id]
    assert [c.id for c in kept.conversations.list(owner, wanted="buu CHINH")] == [second.id]
    assert [c.id for c in kept.conversations.list(owner, wanted="vien thong")] == [first.id]
    assert kept.conversations.list(owner, wanted="%") == ()
    assert kept.conversations.rename(owner, second.id, " Bưu\nđiện ").title == "Bưu điện"
    assert kept.conversations.rename(owner, second.id, " ").title == "Bưu điện"
    kept.conversations.set_filters(owner, second.id, {"reports": [3]})
    assert kept.conversations.get(owner, second.id).filters == {"reports": [3]}
    kept.conversations.delete(owner, first.id)
    with pytest.raises(DeskError):
        kept.conversations.turns(owner, first.id)


def test_nobody_reaches_the_conversations_of_others(kept: Store) -> None:
    """A foreign id is as unknown as one that never was, whatever is tried with it."""
    mine, theirs = add(kept, "an").id, add(kept, "chi").id
    conversation = kept.conversations.create(mine, "riêng")
    turn = kept.conversations.append(mine, conversation.id, "x?", make_answer(), 1)
    store = kept.conversations
    for attempt in (
        lambda: store.get(theirs, conversation.id),
        lambda: store.turns(theirs, conversation.id),
        lambda: store.rename(theirs, conversation.id, "x"),
        lambda: store.set_filters(theirs, conversation.id, {}),
        lambda: store.delete(theirs, conversation.id),
        lambda: store.append(theirs, conversation.id, "x", None, 1),
        lambda: store.turn(theirs, turn.id),
    ):
        with pytest.raises(DeskError) as refusal:
            attempt()
        assert refusal.value.status == 404
    assert store.list(theirs) == ()
    assert store.get(mine, conversation.id).title == "riêng"


# Ratings and audit


def test_a_rating_keeps_what_was_rated(kept: Store) -> None:
    """A second rating replaces the first; deleting the conversation takes nothing from it."""
    owner = add(kept, "an").id
    conversation = kept.conversations.create(owner, "x")
    turn = kept.conversations.append(owner, conversation.id, "x?", make_answer(), 9)
    kept.ratings.rate(turn, owner, "an", Verdict.UP)
    kept.ratings.rate(turn, owner, "an", Verdict.DOWN, " sai số ")
    failed = kept.conversations.append(owner, conversation.id, "y?", None, 9)
    assert kept.ratings.rate(failed, owner, "an", Verdict.UP) is None
    assert kept.ratings.of_turns(owner, [turn.id])[turn.id].verdict is Verdict.DOWN
    kept.conversations.delete(owner, conversation.id)
    (rating,) = kept.ratings.all(verdict=Verdict.DOWN)
    assert (rating.remark, rating.question, rating.generation) == ("sai số", "x?", 9)
    assert rating.answer == make_answer()
    assert kept.ratings.all(verdict=Verdict.UP) == ()
    assert kept.ratings.chosen([99, rating.id]) == (rating,)
    kept.ratings.withdraw(turn.id, owner)
    assert kept.ratings.all() == ()


def test_the_audit_log_is_only_added_to(kept: Store) -> None:
    """Not even a slip in this program can change or delete a line."""
    kept.audit.add(Action.REMOVE, who="an", account=3, object="bao-cao.pdf", detail={"id": 4})
    for statement in ("DELETE FROM audit", "UPDATE audit SET who = 'chi'"):
        refused = pytest.raises(sqlite3.IntegrityError, match="only added to")
        with refused, kept._database.writing() as connection:
            connection.execute(statement)
    (entry,) = kept.audit.entries(action=Action.REMOVE)
    assert (entry.who, entry.object, entry.detail) == ("an", "bao-cao.pdf", {"id": 4})
    assert kept.audit.entries(action=Action.UPLOAD) == ()


# The file


def test_a_newer_or_damaged_file_is_told_and_left(tmp_path: Path) -> None:
    """One sentence names the file; nothing in it changes."""
    Store(tmp_path).close()
    path = tmp_path / FILE_NAME
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DeskError, match="định dạng 99"):
        Store(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / FILE_NAME).write_bytes(b"not a database, but long enough" * 100)
    before = (other / FILE_NAME).read_bytes()
    with pytest.raises(DeskError, match=str(other / FILE_NAME)):
        Store(other)
    assert (other / FILE_NAME).read_bytes() == before


_CHILD = """
import sys
from pathlib import Path
from web.store import Store
store = Store(Path(sys.argv[1]))
number = store.conversations.create(0, "x").id
print(number, flush=True)
while True:
    turn = store.conversations.append(0, number, "?", None, 1)
    print(turn.id, flush=True)
"""


def test_what_was_told_to_be_kept_is_there_after_a_kill(tmp_path: Path) -> None:
    """Every turn whose call returned survives SIGKILL, and the file opens at once."""
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        number = int(child.stdout.readline())
        told = [int(child.stdout.readline()) for _ in range(20)]
        os.kill(child.pid, signal.SIGKILL)
        told += [int(line) for line in child.stdout if line.endswith("\n")]
    with Store(tmp_path) as store:
        kept = [turn.id for turn in store.conversations.turns(0, number)]
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1
