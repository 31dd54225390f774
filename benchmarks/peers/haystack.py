"""Haystack, as its tutorials have it: documents of 200 words in its store in memory."""

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.converters import TextFileToDocument
from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from peers.job import FOUND, PASSAGE, QUERY, Job, files_in

FILE = "documents.json"


class Haystack:
    def __init__(self, job: Job) -> None:
        self._job = job
        self._file = Path(job.store) / FILE

    def load(self) -> None:
        if self._job.phase == "ask":
            self._text = SentenceTransformersTextEmbedder(
                model=self._job.model, prefix=QUERY, progress_bar=False
            )
            self._text.run("Bonjour.")
        else:
            self._documents = SentenceTransformersDocumentEmbedder(
                model=self._job.model, prefix=PASSAGE, progress_bar=False
            )
            self._documents.run([Document(content="Bonjour.")])

    def ingest(self) -> int:
        store = InMemoryDocumentStore()
        pipeline = Pipeline()
        pipeline.add_component("converter", TextFileToDocument())
        pipeline.add_component("cleaner", DocumentCleaner())
        pipeline.add_component("splitter", DocumentSplitter(split_by="word", split_length=200))
        pipeline.add_component("embedder", self._documents)
        pipeline.add_component("writer", DocumentWriter(store))
        pipeline.connect("converter", "cleaner")
        pipeline.connect("cleaner", "splitter")
        pipeline.connect("splitter", "embedder")
        pipeline.connect("embedder", "writer")
        pipeline.run({"converter": {"sources": list(files_in(self._job.folder))}})
        self._save(store)
        return int(store.count_documents())

    def fill(self) -> int:
        store = InMemoryDocumentStore()
        texts, vectors = self._job.read_texts(), self._job.read_vectors()
        store.write_documents(
            [
                Document(id=str(number), content=text, embedding=vector.tolist())
                for number, (text, vector) in enumerate(zip(texts, vectors, strict=True))
            ]
        )
        self._save(store)
        return len(texts)

    def open(self) -> None:
        store = InMemoryDocumentStore.load_from_disk(str(self._file))
        self._pipeline = Pipeline()
        self._pipeline.add_component("embedder", self._text)
        self._pipeline.add_component("retriever", InMemoryEmbeddingRetriever(store, top_k=FOUND))
        self._pipeline.connect("embedder.embedding", "retriever.query_embedding")

    def ask(self, question: str) -> bool:
        found = self._pipeline.run({"embedder": {"text": question}})
        return bool(found["retriever"]["documents"])

    def _save(self, store: InMemoryDocumentStore) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        store.save_to_disk(str(self._file))


contender = Haystack
