"""The lexical index: the words of each passage, in tantivy. Derived: it can be rebuilt at any time.

A word counts once, by how rare it is, in a passage or in its article's title: BM25 with k1 = 0. In
passages of one size neither repetition nor length tells anything. The right passage came first for
.615 of the questions in place of .574 under tantivy's own BM25 (1,237 questions, 14,384 passages).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import cast

import tantivy

from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.store.records import Entry
from qa_service.text.analysis import STEMMERS, analysed_as, terms
from qa_service.text.days import publication_terms

# Texts are analysed before they come here, each in its own language.
ANALYSED = "qa-analysed"
BODY, TITLE, PUBLISHED, LANGUAGE = "body", "title", "published", "language"
ARTICLE, OUTLET, WRITTEN_IN = "article_id", "outlet", "written_in"  # as stored
DAY = "day"  # of publication, counted from the first of year 1
NUMBER = "number"  # of the article; read at once for many, which ids cannot be
# An article of that date may be meant; one that names the date surely is.
PUBLISHED_SHARE = 0.5
LONG = 8  # letters: "Mali" and "Malawi" are no two spellings of one name
HEAP = 50_000_000  # bytes, of the writer; tantivy demands at least 15 MB

# The index terms of which any meets a word of the question, and how much the word counts.
Weighted = tuple[Sequence[str], float]


def article_number(article_id: str) -> int:
    """An article's number: 63 bits of a hash, of which two of a million articles share none."""
    digest = blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


class Words:
    """The index in `folder`; one process at a time writes it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        for field in (ARTICLE, OUTLET, WRITTEN_IN, LANGUAGE):
            builder.add_text_field(field, tokenizer_name="raw")
        builder.add_integer_field(DAY, fast=True)
        builder.add_integer_field(NUMBER, fast=True)
        for field in (BODY, TITLE, PUBLISHED):
            builder.add_text_field(field, tokenizer_name=ANALYSED)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        self._index.register_tokenizer(
            ANALYSED, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )

    def replace(self, article_ids: Iterable[str], entries: Iterable[Entry]) -> None:
        """Drops all passages of `article_ids`, then adds those of `entries`."""
        writer = self._index.writer(HEAP, 1)
        for article_id in article_ids:
            writer.delete_documents_by_term(ARTICLE, article_id)
        for entry in entries:
            for document in _documents(entry):
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(
        self, words: Sequence[Weighted], limit: int, scope: Scope = EVERYTHING
    ) -> list[tuple[str, float]]:
        """Passage keys with the sum of the weights of the words they meet, highest first."""
        if not words:
            return []
        searcher = self._index.searcher()
        query = self._of_scope(self._query(words), scope)
        hits = searcher.search(query, limit, count=False).hits
        return [(searcher.doc(address)["key"][0], float(score)) for score, address in hits]

    def frequency(self, alternatives: Sequence[str]) -> int:
        """In how many passages the most frequent of these index terms occurs."""
        searcher = self._index.searcher()
        return max(
            int(searcher.doc_freq(field, term))
            for term in alternatives
            for field in (BODY, TITLE, PUBLISHED)
        )

    def articles(self, alternatives: Sequence[str], scope: Scope = EVERYTHING) -> set[int]:
        """The numbers of a scope's articles whose text or title holds one of these index terms."""
        searcher = self._index.searcher()
        query = self._of_scope(_unscored(self._any_of(alternatives, (BODY, TITLE))), scope)
        hits = searcher.search(query, max(searcher.num_docs, 1), count=False).hits
        numbers = searcher.fast_field_values(NUMBER, [address for _, address in hits])
        return set(cast(Sequence[int], numbers))  # each has one

    def hold_together(self, words: Sequence[Sequence[str]], scope: Scope = EVERYTHING) -> bool:
        """Whether a passage of a scope holds, with its title, one index term of every word."""
        held = [_unscored(self._any_of(one, (BODY, TITLE))) for one in words]
        every = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in held])
        query = self._of_scope(every, scope)
        return bool(self._index.searcher().search(query, 1, count=False).hits)

    def spelled_like(self, term: str, limit: int, scope: Scope = EVERYTHING) -> list[str]:
        """Keys of a scope's passages with an index term a letter away from `term`, or two letters
        from a long one.
        """
        distance, schema = 1 if len(term) < LONG else 2, self._index.schema
        alike = [
            (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, field, term, distance))
            for field in (BODY, TITLE)
        ]
        query = self._of_scope(tantivy.Query.boolean_query(alike), scope)
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        return [searcher.doc(address)["key"][0] for _, address in hits]

    def languages(self) -> list[str]:
        """The languages in which the articles here are analysed."""
        searcher = self._index.searcher()
        return [code for code in STEMMERS if searcher.doc_freq(LANGUAGE, code)]

    def keys(self) -> list[str]:
        """The keys of all passages, in no order."""
        searcher = self._index.searcher()
        everything = searcher.search(
            tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False
        )
        return [searcher.doc(address)["key"][0] for _, address in everything.hits]

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def _query(self, words: Sequence[Weighted]) -> tantivy.Query:
        every = [self._word(alternatives, weight) for alternatives, weight in words]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in every])

    def _of_scope(self, query: tantivy.Query, scope: Scope) -> tantivy.Query:
        """The same scores, of the articles of a scope alone."""
        schema = self._index.schema
        limits = [
            tantivy.Query.term_set_query(schema, field, list(values))
            for field, values in (
                (OUTLET, scope.outlets),
                (WRITTEN_IN, scope.languages),
                (ARTICLE, scope.article_ids),
            )
            if values
        ]
        if (window := scope.window) is not None:
            limits.append(self._published_in(window))
        if not limits:
            return query
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, part) for part in (query, *map(_unscored, limits))]
        )

    def _published_in(self, period: Period) -> tantivy.Query:
        first, last = period.start or date.min, period.end or date.max
        return tantivy.Query.range_query(
            self._index.schema,
            DAY,
            tantivy.FieldType.Integer,
            first.toordinal(),
            last.toordinal(),
        )

    def _word(self, alternatives: Sequence[str], weight: float) -> tantivy.Query:
        """Scores `weight` in the text or the title, less in the date, once for all."""
        said = self._any_of(alternatives, (BODY, TITLE))
        dated = self._any_of(alternatives, (PUBLISHED,))
        return tantivy.Query.disjunction_max_query(
            [
                tantivy.Query.const_score_query(said, weight),
                tantivy.Query.const_score_query(dated, weight * PUBLISHED_SHARE),
            ]
        )

    def _any_of(self, alternatives: Sequence[str], fields: Sequence[str]) -> tantivy.Query:
        schema = self._index.schema
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, field, term))
                for field in fields
                for term in alternatives
            ]
        )


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _documents(entry: Entry) -> Iterable[tantivy.Document]:
    article = entry.article
    title, published = terms(article.title, article.language), publication_terms(article.published)
    for passage in entry.passages:
        document = tantivy.Document()
        document.add_text("key", passage.key)
        document.add_text(ARTICLE, article.id)
        document.add_integer(NUMBER, article_number(article.id))
        document.add_text(WRITTEN_IN, article.language)
        document.add_text(LANGUAGE, analysed_as(article.language))
        document.add_text(BODY, " ".join(terms(passage.of(article.text), article.language)))
        document.add_text(TITLE, " ".join(title))
        document.add_text(PUBLISHED, " ".join(published))
        if article.outlet:
            document.add_text(OUTLET, article.outlet)
        if article.published is not None:
            document.add_integer(DAY, article.published.toordinal())
        yield document
