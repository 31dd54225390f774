"""LangChain with Chroma, as its tutorial on semantic search has it: chunks of 1,000 characters."""

import chromadb
from chromadb.api import ClientAPI
from langchain_chroma import Chroma
from langchain_community.document_loaders import DirectoryLoader, TextLoader
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from peers.job import FOUND, PASSAGE, QUERY, Job

COLLECTION = "articles"


class LangChain:
    def __init__(self, job: Job) -> None:
        self._job = job

    def load(self) -> None:
        self._embeddings = HuggingFaceEmbeddings(
            model_name=self._job.model,
            encode_kwargs={"prompt": PASSAGE},
            query_encode_kwargs={"prompt": QUERY},
        )
        self._embeddings.embed_documents(["Bonjour."])

    def ingest(self) -> int:
        loader = DirectoryLoader(
            self._job.folder,
            glob="*.txt",
            loader_cls=TextLoader,
            loader_kwargs={"encoding": "utf-8"},
        )
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=1000, chunk_overlap=200, add_start_index=True
        )
        splits = splitter.split_documents(loader.load())
        store = Chroma(
            collection_name=COLLECTION,
            embedding_function=self._embeddings,
            persist_directory=self._job.store,
        )
        return len(store.add_documents(documents=splits))

    def fill(self) -> int:
        client = self._client()
        collection = client.get_or_create_collection(COLLECTION)
        texts, vectors = self._job.read_texts(), self._job.read_vectors()
        step = client.get_max_batch_size()
        for start in range(0, len(texts), step):
            part = slice(start, start + step)
            ids = [str(number) for number in range(len(texts))[part]]
            collection.add(ids=ids, documents=texts[part], embeddings=vectors[part])
        return len(texts)

    def open(self) -> None:
        self._store = Chroma(
            client=self._client(),
            collection_name=COLLECTION,
            embedding_function=self._embeddings,
        )

    def ask(self, question: str) -> bool:
        return bool(self._store.similarity_search(question, k=FOUND))

    def _client(self) -> ClientAPI:
        return chromadb.PersistentClient(self._job.store)


contender = LangChain
