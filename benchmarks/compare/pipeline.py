"""A LlamaIndex pipeline over FAISS, as its documentation builds one; run in its own environment.

Reads a job as JSON from standard input: the verbatim texts of ``reports``, of ``more``
reports that are added later, ``questions``, the folder of the embedding ``model`` and the
``chunk`` size in tokens. Prints as JSON how long each step took and the chunks found.
Nothing of the product is imported here.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from typing import Any

TOP = 20


def main() -> None:
    """Do the job."""
    import faiss
    from llama_index.core import Document, Settings, StorageContext, VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.faiss import FaissVectorStore
    from sentence_transformers import SentenceTransformer

    class E5(BaseEmbedding):  # type: ignore[misc]
        """The embedding model with its prompts, in torch with float32."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return _model.encode_document(texts, **_options).tolist()  # type: ignore[no-any-return]

        def _get_query_embedding(self, query: str) -> list[float]:
            return _model.encode_query(query, **_options).tolist()  # type: ignore[no-any-return]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    job = json.load(sys.stdin)
    _model = SentenceTransformer(
        job["model"], device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
    )
    _options: dict[str, Any] = {"normalize_embeddings": True, "show_progress_bar": False}
    dimension = _model.get_embedding_dimension() or 0
    Settings.embed_model = E5(embed_batch_size=8)
    Settings.llm = None
    splitter = SentenceSplitter(chunk_size=job["chunk"], chunk_overlap=job["chunk"] // 8)

    def documents(reports: list[dict[str, str]]) -> list[Any]:
        return [Document(text=r["text"], metadata={"source": r["source"]}) for r in reports]

    began = time.perf_counter()
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(dimension))
    index = VectorStoreIndex.from_documents(
        documents(job["reports"]),
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[splitter],
    )
    with tempfile.TemporaryDirectory() as folder:
        index.storage_context.persist(folder)
        built = time.perf_counter() - began
        added = []
        for document in documents(job["more"]):
            began = time.perf_counter()
            index.insert(document)
            index.storage_context.persist(folder)
            added.append(time.perf_counter() - began)
    retriever = index.as_retriever(similarity_top_k=TOP)
    retriever.retrieve("khởi động")
    found, times = [], []
    for question in job["questions"]:
        began = time.perf_counter()
        nodes = retriever.retrieve(question)
        times.append(time.perf_counter() - began)
        found.append([(node.metadata["source"], node.get_content()) for node in nodes])
    chunks = len(index.index_struct.nodes_dict)
    print(
        json.dumps(
            {"built": built, "added": added, "times": times, "found": found, "chunks": chunks}
        )
    )


if __name__ == "__main__":
    main()
