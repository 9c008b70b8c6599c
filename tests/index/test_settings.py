"""Settings from file and environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import ArchiveError, Settings, Weights, data_directory


def test_defaults_without_file(tmp_path: Path) -> None:
    assert Settings.load(tmp_path, {}) == Settings()


def test_file_then_environment(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'model = "some/model"\nthreads = 3\nquery_prompt = ""\n[accented]\ndense = 1\n',
        encoding="utf-8",
    )
    settings = Settings.load(
        tmp_path, {"HOIBAOCAO_MODEL": "/models/other", "HOIBAOCAO_SEGMENT_WORDS": "true"}
    )
    assert (settings.model, settings.threads, settings.query_prompt) == ("/models/other", 3, "")
    assert settings.segment_words is True
    assert settings.accented == Weights(dense=1.0, words=0.25, syllables=0.25)
    assert settings.unaccented == Settings().unaccented


@pytest.mark.parametrize(
    "text",
    [
        "modle = 'x'",
        "threads = 'two'",
        "threads = -1",
        "threads = true",
        "segment_words = 1",
        "model = 3",
        "accented = 0.5",
        "[accented]\nsparse = 1",
        "[english]\ndense = 'all'",
        "model = ",
    ],
)
def test_bad_settings_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"settings\.toml") as caught:
        Settings.load(tmp_path, {})
    assert caught.value.code == "settings_invalid"


@pytest.mark.parametrize(
    ("variable", "value"), [("HOIBAOCAO_THREADS", "many"), ("HOIBAOCAO_SEGMENT_WORDS", "perhaps")]
)
def test_bad_environment_is_named(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(ArchiveError, match="HOIBAOCAO"):
        Settings.load(tmp_path, {variable: value})


@pytest.mark.parametrize(
    ("language", "folded", "chosen"),
    [("vi", False, "accented"), ("vi", True, "unaccented"), ("en", False, "english")],
)
def test_weights_by_form_of_the_question(language: str, folded: bool, chosen: str) -> None:
    settings = Settings()
    assert settings.weights(language, folded) is getattr(settings, chosen)


def test_data_directory_named_then_environment_then_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HOIBAOCAO_DATA", raising=False)
    assert data_directory() == Path("data")
    monkeypatch.setenv("HOIBAOCAO_DATA", "/elsewhere")
    assert data_directory() == Path("/elsewhere")
    assert data_directory("here") == Path("here")
