"""LlamaIndex, as its starter tutorial for local models has it: nodes of 1,024 tokens."""

from typing import Any

from llama_index.core import (
    SimpleDirectoryReader,
    StorageContext,
    VectorStoreIndex,
    load_index_from_storage,
)
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from peers.job import FOUND, PASSAGE, QUERY, Job


class LlamaIndex:
    def __init__(self, job: Job) -> None:
        self._job = job

    def load(self) -> None:
        self._model = HuggingFaceEmbedding(
            model_name=self._job.model, query_instruction=QUERY, text_instruction=PASSAGE
        )
        self._model.get_text_embedding("Bonjour.")

    def ingest(self) -> int:
        reader = SimpleDirectoryReader(self._job.folder, exclude_hidden=False)
        documents = reader.load_data()
        index = VectorStoreIndex.from_documents(documents, embed_model=self._model)
        index.storage_context.persist(persist_dir=self._job.store)
        return len(index.index_struct.nodes_dict)

    def fill(self) -> int:
        self.load()
        texts, vectors = self._job.read_texts(), self._job.read_vectors()
        nodes = [
            TextNode(text=text, embedding=vector.tolist())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        index = VectorStoreIndex(nodes, embed_model=self._model)
        index.storage_context.persist(persist_dir=self._job.store)
        return len(texts)

    def open(self) -> None:
        context = StorageContext.from_defaults(persist_dir=self._job.store)
        index: Any = load_index_from_storage(context, embed_model=self._model)
        self._retriever = index.as_retriever(similarity_top_k=FOUND)

    def ask(self, question: str) -> bool:
        return bool(self._retriever.retrieve(question))


contender = LlamaIndex
