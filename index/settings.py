"""What can be set: the embedding model, the weights of the search, threads.

A setting comes from the environment (``HOIBAOCAO_...``) if it is there, else from
``settings.toml`` in the data folder, else from the defaults here.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from index.errors import ArchiveError

DATA_VARIABLE = "HOIBAOCAO_DATA"
SETTINGS_FILE = "settings.toml"
EMBEDDED_MODEL = "e5-small"


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the three searches in the fused score; they need not add up to 1."""

    dense: float
    words: float
    syllables: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the index.

    ``model`` is ``"e5-small"`` (embedded) or the name or folder of any sentence-transformers
    model. A prompt of None means the model's own. ``segment_words`` joins the syllables of a
    word with ``_`` before embedding, as models of the PhoBERT family want it. ``threads`` is
    the number of threads that embed, 0 for all cores. ``candidates`` is how many passages each
    of the searches puts up for fusion; the boosts are added to a fused score between 0 and 1.
    """

    model: str = EMBEDDED_MODEL
    query_prompt: str | None = None
    passage_prompt: str | None = None
    segment_words: bool = False
    threads: int = 0
    candidates: int = 200
    period_boost: float = 0.3
    province_boost: float = 0.3
    accented: Weights = field(default=Weights(dense=0.5, words=0.25, syllables=0.25))
    unaccented: Weights = field(default=Weights(dense=0.3, words=0.0, syllables=0.7))
    english: Weights = field(default=Weights(dense=0.6, words=0.2, syllables=0.2))

    @classmethod
    def load(cls, directory: Path, environment: Mapping[str, str] | None = None) -> Settings:
        """Return the settings that hold for the archive in `directory`.

        Raises ArchiveError for an unknown key or a value of the wrong type.
        """
        path = directory / SETTINGS_FILE
        given: dict[str, Any] = {}
        if path.is_file():
            try:
                given = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
                raise _invalid(path, error) from error
        settings = _merged(cls(), given, str(path))
        found = os.environ if environment is None else environment
        named = {
            name: found[variable]
            for name in ("model", "query_prompt", "passage_prompt", "segment_words", "threads")
            if (variable := f"HOIBAOCAO_{name.upper()}") in found
        }
        return _merged(settings, {k: _parsed(k, v) for k, v in named.items()}, "HOIBAOCAO_*")

    def weights(self, language: str, folded: bool) -> Weights:
        """Return the weights for a question in `language`, typed without diacritics or not."""
        if language == "en":
            return self.english
        return self.unaccented if folded else self.accented


def data_directory(named: str | os.PathLike[str] | None = None) -> Path:
    """Return the data folder: the one named, else ``HOIBAOCAO_DATA``, else ``./data``."""
    return Path(named or os.environ.get(DATA_VARIABLE) or "data")


def _merged(settings: Settings, given: Mapping[str, Any], source: str) -> Settings:
    known = {item.name for item in fields(Settings)}
    changed: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            raise _invalid(source, f"unknown setting {key!r}")
        default = getattr(Settings(), key)
        if isinstance(default, Weights):
            value = _weights(value, getattr(settings, key), f"{source}: {key}")
        elif isinstance(default, bool) or isinstance(value, bool):
            _expect(isinstance(default, bool) and isinstance(value, bool), source, key)
        elif isinstance(default, (int, float)):
            whole = isinstance(default, int)
            _expect(isinstance(value, int if whole else (int, float)), source, key)
            _expect(value >= 0, source, key)
        else:
            _expect(isinstance(value, str), source, key)
        changed[key] = value
    return replace(settings, **changed)


def _weights(value: object, current: Weights, source: str) -> Weights:
    _expect(isinstance(value, dict), source, "weights")
    assert isinstance(value, dict)
    for key, share in value.items():
        _expect(key in ("dense", "words", "syllables"), source, str(key))
        _expect(isinstance(share, (int, float)) and share >= 0, source, str(key))
    return replace(current, **{key: float(share) for key, share in value.items()})


def _parsed(key: str, text: str) -> object:
    if key == "threads":
        return int(text) if text.isdecimal() else text
    if key == "segment_words":
        return {"1": True, "true": True, "0": False, "false": False}.get(text.lower(), text)
    return text


def _expect(holds: bool, source: object, key: str) -> None:
    if not holds:
        raise _invalid(source, f"bad value of {key!r}")


def _invalid(source: object, reason: object) -> ArchiveError:
    return ArchiveError("settings_invalid", source=source, reason=reason)
