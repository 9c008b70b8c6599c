"""Names of uploaded files are the sender's, and are never trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.fakes import FakeArchive
from web.accounts import LOCAL_USER, User
from web.building import uploads
from web.building.builds import BuildDesk
from web.building.uploads import Uploads, limits_text, safe_name
from web.desk import Desk
from web.errors import DeskError
from web.limits import Limits
from web.store import Action, Role, Store


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Báo cáo tháng 4.pdf", "Báo cáo tháng 4.pdf", id="Vietnamese is kept"),
        pytest.param("Ba\u0301o.pdf", "Báo.pdf", id="composed"),
        pytest.param("../../etc/passwd", "passwd", id="folders up"),
        pytest.param("C:\\bao cao\\x.docx", "x.docx", id="Windows folders"),
        pytest.param("..", "bao-cao", id="dots only"),
        pytest.param("", "bao-cao", id="empty"),
        pytest.param("a\x00b\n.txt", "a_b_.txt", id="controls"),
        pytest.param("anh\u202efdp.txt", "anh_fdp.txt", id="direction override"),
        pytest.param("<script>.html", "_script_.html", id="markup"),
        pytest.param("CON.txt", "_CON.txt", id="device"),
    ],
)
def test_safe_name(name: str, expected: str) -> None:
    """A plain name comes out, and a good one unchanged."""
    assert safe_name(name) == expected


@given(st.text(max_size=400))
def test_every_name_is_one_that_a_folder_takes(name: str) -> None:
    """Whatever is sent: one path part, not hidden, short enough."""
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert 0 < len(safe.encode("utf-8", "surrogatepass")) <= 200


def sent(folder: Path, *names: str) -> list[Path]:
    """Return files as a browser would have sent them, each in a folder of its own."""
    paths = []
    for number, name in enumerate(names):
        path = folder / f"sent-{number}" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"tệp {number}", "utf-8")
        paths.append(path)
    return paths


def test_files_of_the_same_name_are_kept_apart(
    desk: Desk, archive: FakeArchive, tmp_path: Path
) -> None:
    """Two folders' worth of the same name both arrive, and nothing is left behind."""
    build = desk.uploads.receive(LOCAL_USER, sent(tmp_path, "x.txt", "x.txt"))
    ended = desk.builds.wait(build.number, timeout=10)
    assert [outcome.path.name for outcome in ended.outcomes] == ["x.txt", "x.txt"]
    assert len(archive.records) == 3
    assert list((tmp_path / "data" / "uploads").iterdir()) == []
    (entry,) = desk.store.audit.entries()
    assert (entry.action, entry.object) == (Action.UPLOAD, "x.txt, x.txt")
    assert entry.detail["files"] == 2


def test_staff_cannot_upload(desk: Desk, tmp_path: Path) -> None:
    """Whatever the page shows, the role is checked where files are taken."""
    (file,) = sent(tmp_path, "x.txt")
    with pytest.raises(DeskError) as refusal:
        desk.uploads.receive(User(5, "an", Role.STAFF), [file])
    assert refusal.value.code == "not_allowed"
    assert file.exists()
    assert desk.builds.builds() == ()


def test_an_hours_files_are_limited(archive: FakeArchive, store: Store, tmp_path: Path) -> None:
    """The limit counts over builds, spares the person at the machine, and takes nothing."""
    builds = BuildDesk(archive, store.builds)
    taking = Uploads(tmp_path / "data", builds, store, Limits(files_per_hour=3))
    administrator = User(5, "an", Role.ADMINISTRATOR)
    taking.receive(administrator, sent(tmp_path, "a.txt", "b.txt"))
    more = sent(tmp_path, "c.txt", "d.txt")
    with pytest.raises(DeskError, match="3 tệp"):
        taking.receive(administrator, more)
    assert all(path.exists() for path in more)
    assert taking.receive(LOCAL_USER, more).files == 2


def test_a_file_that_is_too_large_is_named(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of the files is taken, and the line says which one is at fault."""
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 2**20)
    small, large = sent(tmp_path, "a.txt", "to.pdf")
    large.write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(DeskError, match=r"to\.pdf lớn hơn 1 MB"):
        desk.uploads.receive(LOCAL_USER, [small, large])
    assert small.exists()


def test_what_a_killed_server_left_is_swept_but_not_what_it_still_needs(
    archive: FakeArchive, store: Store, tmp_path: Path
) -> None:
    """Files of a build that was not done yet are there when the server starts again."""
    data = tmp_path / "data"
    needed, stray = data / "uploads" / "a", data / "uploads" / "b"
    needed.mkdir(parents=True)
    stray.mkdir()
    (needed / "x.txt").write_text("x")
    store.builds.add(
        "build", "dở", {"paths": [str(needed / "x.txt")]}, account=0, who="", folder=needed
    )
    archive.gate.clear()
    builds = BuildDesk(archive, store.builds)
    Uploads(data, builds, store, Limits())
    assert not stray.exists()
    assert (needed / "x.txt").exists()
    archive.gate.set()
    builds.wait(builds.builds()[0].number, timeout=10)
    assert not needed.exists()


def test_limits_are_told_beforehand() -> None:
    """Types and size stand in one sentence."""
    assert "PDF" in limits_text()
    assert "50 MB" in limits_text()
