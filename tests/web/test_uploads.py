"""Names of uploaded files are the sender's, and are never trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.uploads import limits_text, safe_name, stage


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


def test_files_of_the_same_name_are_kept_apart(tmp_path: Path) -> None:
    """Two folders' worth of the same name both arrive."""
    sources = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        source = tmp_path / folder / "x.txt"
        source.write_text(folder)
        sources.append(source)
    staged = stage(sources)
    assert [path.read_text() for path in staged.paths] == ["a", "b"]
    assert {path.name for path in staged.paths} == {"x.txt"}
    staged.remove()
    assert not staged.folder.exists()


def test_limits_are_told_beforehand() -> None:
    """Types and size stand in one sentence."""
    assert "PDF" in limits_text()
    assert "50 MB" in limits_text()
