"""Questions for somebody's words: their own statements answer, or nothing does."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from langchain_core.runnables import Runnable

from qa_service.answering.chain import Outcome, ask, build_chain
from qa_service.answering.ranking import LinearRanker
from qa_service.answering.refusal import OUTSIDE
from qa_service.answering.retrieval import HybridRetriever
from qa_service.answering.weights import ANSWERED_FROM
from qa_service.answering.writers import ExtractiveWriter
from qa_service.domain.answer import Answer, Request, Status
from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.ingestion.pipeline import draft_of
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.records import Entry
from tests.conftest import article, silent

Ask = Callable[..., Answer]

DEBATE = """La digue de Valmer sera relevée d’un mètre. « Nous ne pouvons plus attendre », a \
déclaré la maire, Hélène Corvaz, devant le conseil municipal.

« Chaque hiver, la mer reprend un peu de la jetée », a-t-elle ajouté. Le préfet Gaspard Lémery \
estime que la digue coûtera trop cher à l’État.

Le tramway ouvrira en mars. Selon Hélène Corvaz, le billet coûtera 1,80 euro."""
PORT = """Le port de Valmer a rouvert lundi. « Cette digue ne protégera personne si l’on ne drague \
pas le chenal », prévient Loïc Tanguerel, patron du Saint-Malou. Elle protège déjà les bassins. La \
maire n’a pas répondu."""

THEN = """La piscine de Valmer sera couverte, a annoncé Inès Carrel, adjointe aux sports. « Cette \
piscine servira toute l’année », a-t-elle promis."""
LATER = """La piscine de Valmer a fermé. La première adjointe Inès Carrel regrette que la \
piscine coûte trop cher. Selon Loïc Tanguerel, la piscine manquera aux écoles."""
ARTICLES = {
    "debate": (DEBATE, date(2022, 5, 2)),
    "port": (PORT, date(2022, 5, 2)),
    "then": (THEN, date(2021, 3, 9)),
    "later": (LATER, date(2023, 6, 1)),
}


@pytest.fixture(scope="module")
def chain(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceEmbeddings
) -> Iterator[Runnable[Request, Outcome]]:
    store = tmp_path_factory.mktemp("statements")
    catalogue = open_catalogue(store, "test")
    for name, (text, day) in ARTICLES.items():
        item = replace(article(name, f"La ville de Valmer ({name})", text), published=day)
        draft = draft_of(item, name)
        vectors = embeddings.encode(draft.embedded_texts())
        entry = Entry(draft.article, draft.passages, draft.sentences, vectors, draft.speeches)
        catalogue.check_dimension(embeddings.dimension)
        catalogue.put(entry, name)
    with closing(Archive(Path(store), catalogue, silent)) as archive:
        yield build_chain(
            archive,
            HybridRetriever(archive, embeddings).retrieve,
            LinearRanker(archive),
            ExtractiveWriter(),
            ANSWERED_FROM,
            lambda: date(2024, 6, 1),
            lambda question: False,
        )


@pytest.fixture
def answer(chain: Runnable[Request, Outcome]) -> Ask:
    def ask_chain(question: str, scope: Scope = EVERYTHING) -> Answer:
        return ask(chain, Request(question, scope)).answer

    return ask_chain


def test_only_the_speaker_s_statements_about_the_subject_answer(
    answer: Ask,
) -> None:
    found = answer("Qu'a dit Hélène Corvaz sur la digue ?")
    assert found.status is Status.ANSWERED
    assert {citation.speaker for citation in found.citations} == {"Hélène Corvaz"}
    assert "Nous ne pouvons plus attendre" in found.answer
    assert "trop cher" not in found.answer
    assert "billet" not in found.answer


@pytest.mark.parametrize(
    "question",
    [
        "Qu'a dit Corvaz sur le billet ?",
        "Que dit Mme Corvaz du billet ?",
        "Que dit la maire Hélène Corvaz du billet ?",
    ],
)
def test_a_speaker_is_found_by_any_form_of_the_name(answer: Ask, question: str) -> None:
    assert "1,80 euro" in answer(question).answer


def test_a_speaker_is_found_by_a_title_that_the_article_gives(
    answer: Ask,
) -> None:
    (citation,) = answer("Que pense le préfet de la digue ?").citations
    assert citation.speaker == "Gaspard Lémery"


def test_a_question_in_english_finds_french_words(answer: Ask) -> None:
    found = answer("What did Loïc Tanguerel say about the dyke?")
    assert found.citations[0].speaker == "Loïc Tanguerel"


def test_silence_is_told_with_counts(answer: Ask) -> None:
    other = answer("Qu'a dit Hélène Corvaz sur le cacao ?")
    assert other.status is Status.REFUSED
    assert other.reason is not None
    assert "déclarations de « Hélène Corvaz » (passages : 1)" in other.reason
    assert "aucune sur « le cacao »" in other.reason
    nobody = answer("Qu'a dit Anne Morel sur la digue ?")
    assert nobody.status is Status.REFUSED
    assert nobody.reason is not None
    assert "aucune déclaration de « Anne Morel » (articles qui le mentionnent : 0)" in nobody.reason


def test_each_voice_has_a_line(answer: Ask) -> None:
    found = answer("Que disent les différents acteurs de la digue ?")
    lines = found.answer.split("\n")
    assert len(lines) == len(found.citations)
    assert {citation.speaker for citation in found.citations} == {
        "Hélène Corvaz", "Gaspard Lémery", "Loïc Tanguerel",
    }  # fmt: skip
    for line, citation in zip(lines, found.citations, strict=True):
        assert line.startswith(f"{citation.speaker} (La Gazette de Valmer, 2 mai 2022) : ")
        assert line.endswith(f"[{citation.marker}]")


def test_a_statement_is_cited_with_its_speaker_whatever_is_asked(
    answer: Ask,
) -> None:
    found = answer("Que reprend la mer chaque hiver ?")
    first = found.citations[0]
    assert "Chaque hiver" in first.quote
    assert first.speaker == "Hélène Corvaz"
    assert "Hélène Corvaz" in found.answer
    assert answer("Quand le port de Valmer a-t-il rouvert ?").citations[0].speaker is None


def test_selon_drops_what_others_say(answer: Ask) -> None:
    found = answer("Selon Hélène Corvaz, combien coûtera le billet ?")
    assert {citation.speaker for citation in found.citations} == {"Hélène Corvaz"}
    assert "1,80 euro" in found.answer


# -- in a period -----------------------------------------------------------------------------------


def cited(found: Answer) -> set[str]:
    return {citation.article_id for citation in (*found.citations, *found.closest)}


def test_what_was_said_in_a_period_is_not_what_was_said_in_another(answer: Ask) -> None:
    then = answer("Qu'a dit Inès Carrel sur la piscine en 2021 ?")
    assert (then.status, cited(then)) == (Status.ANSWERED, {"then"})
    assert "toute l’année" in then.answer
    assert cited(answer("Qu'a dit Inès Carrel en 2023 sur la piscine ?")) == {"later"}
    assert cited(answer("Qu'a dit Inès Carrel sur la piscine ?")) == {"then", "later"}
    voices = answer("Que disent les différents acteurs de la piscine depuis 2022 ?")
    assert {one.speaker for one in voices.citations} == {"Inès Carrel", "Loïc Tanguerel"}
    assert cited(voices) == {"later"}


def test_the_interpretation_holds_the_period_and_whose_words_are_asked_for(answer: Ask) -> None:
    shown = answer("Qu'a dit Inès Carrel en 2021 sur la piscine ?").interpretation
    assert shown is not None
    assert shown.period == Period(date(2021, 1, 1), date(2021, 12, 31))
    assert shown.statement == StatementQuestion("Inès Carrel", "la piscine", True)
    other = answer("Quand la piscine a-t-elle fermé ?").interpretation
    assert other is not None
    assert other.statement is None


def test_a_statement_published_later_is_neither_cited_nor_counted(answer: Ask) -> None:
    question, as_of = "Qu'a dit Inès Carrel sur la piscine ?", Scope(as_of=date(2022, 1, 1))
    assert cited(answer(question, as_of)) == {"then"}
    early = answer(question, Scope(as_of=date(2021, 3, 8)))
    assert (early.status, cited(early)) == (Status.REFUSED, set())
    between = answer(question, Scope(published=Period(date(2022, 1, 1), date(2022, 12, 31))))
    assert between.reason is not None
    assert (
        "aucune déclaration de « Inès Carrel » (articles qui le mentionnent : 0)" in between.reason
    )
    assert cited(answer("Que dit la première adjointe ?", as_of)) == set()  # she was not yet
    assert cited(answer("Que dit la première adjointe ?")) >= {"later"}


def test_silence_in_a_period_is_told_with_what_was_said_in_others(answer: Ask) -> None:
    never = answer("Qu'a dit Inès Carrel sur la piscine en 2019 ?")
    assert never.status is Status.REFUSED
    assert never.confidence <= OUTSIDE
    assert never.reason is not None
    assert "(passages : 2), mais aucune pour la période que nomme la question" in never.reason
    other = answer("Qu'a dit Inès Carrel sur le cacao en 2021 ?").reason
    assert other is not None
    assert "aucune sur « le cacao » pour la période que nomme la question" in other
