"""The lexical index: BM25 over passages, in tantivy. Derived: it can be rebuilt at any time."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from qa_service.store.records import Entry
from qa_service.text.analysis import analyzer, terms

ANALYZER = "qa-french"
BODY, TITLE = "body", "title"
TITLE_BOOST = 0.5  # the title names the subject; the passage must still be about the question
HEAP = 50_000_000  # bytes, of the writer; tantivy demands at least 15 MB


class Words:
    """The index in `folder`; one process at a time writes it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        builder.add_text_field("article_id", tokenizer_name="raw")
        builder.add_text_field(BODY, tokenizer_name=ANALYZER)
        builder.add_text_field(TITLE, tokenizer_name=ANALYZER)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        self._index.register_tokenizer(ANALYZER, analyzer())

    def replace(self, article_ids: Iterable[str], entries: Iterable[Entry]) -> None:
        """Drops all passages of `article_ids`, then adds those of `entries`."""
        writer = self._index.writer(HEAP, 1)
        for article_id in article_ids:
            writer.delete_documents_by_term("article_id", article_id)
        for entry in entries:
            for passage in entry.passages:
                document = tantivy.Document()
                document.add_text("key", passage.key)
                document.add_text("article_id", entry.article.id)
                document.add_text(BODY, passage.of(entry.article.text))
                document.add_text(TITLE, entry.article.title)
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Passage keys and BM25 scores, best first, of passages that share a word with `text`."""
        words = sorted(set(terms(text)))
        if not words:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(self._query(words), limit, count=False).hits
        return [(searcher.doc(address)["key"][0], float(score)) for score, address in hits]

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """In how many passages each index term occurs."""
        searcher = self._index.searcher()
        return [int(searcher.doc_freq(BODY, word)) for word in words]

    def keys(self) -> list[str]:
        """The keys of all passages, in no order."""
        searcher = self._index.searcher()
        everything = searcher.search(
            tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False
        )
        return [searcher.doc(address)["key"][0] for _, address in everything.hits]

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def _query(self, words: Sequence[str]) -> tantivy.Query:
        schema, should = self._index.schema, tantivy.Occur.Should
        parts = []
        for word in words:
            parts.append((should, tantivy.Query.term_query(schema, BODY, word)))
            title = tantivy.Query.term_query(schema, TITLE, word)
            parts.append((should, tantivy.Query.boost_query(title, TITLE_BOOST)))
        return tantivy.Query.boolean_query(parts)
