"""What is kept, over HTTP and on its pages, in a real catalogue."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa_service.domain.answer import Answer, Standing, Status
from qa_service.domain.article import Span
from qa_service.domain.checked import Fault
from qa_service.domain.written import Unverified
from qa_service.web.export import escaped, source_link
from qa_service.web.keeping import PAGE_SIZE

from .fakes import COST, HOSTILE, PORT, TAGS, FakeService
from .test_api import problem, read

PAID, OPENED, REFUSED = "Qui a payé ?", "Quand a-t-il rouvert ?", "Qui a gagné ?"


@pytest.fixture
def service() -> FakeService:
    return FakeService(keeps=True)


def ask(client: FlaskClient, question: str, conversation: str = "talk") -> dict[str, Any]:
    body = {"question": question, "conversation_id": conversation}
    return read(client.post("/api/ask", json=body))


def shown(client: FlaskClient, address: str) -> str:
    """A page without its words for scripts and its templates."""
    return re.sub(r"(?s)<template.*?</template>|<script.*?</script>", "", client.get(address).text)


# -- programs ----------------------------------------------------------------------------------


def test_an_answer_has_an_id_under_which_it_is_found(client: FlaskClient) -> None:
    answer = ask(client, PAID)
    kept = read(client.get(f"/api/answers/{answer['answer_id']}"))
    assert {key: kept[key] for key in answer} == {
        **answer,
        "citations": [{**answer["citations"][0], "standing": "gone"}],  # the store has no articles
    }
    assert (set(kept) - set(answer), kept["rating"]) == ({"at", "rating"}, None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", kept["at"])
    problem(client.get("/api/answers/none"), 404)


def test_a_question_need_not_be_kept(client: FlaskClient) -> None:
    body = {"question": PAID, "keep": False}
    answer = read(client.post("/api/ask", json=body))
    assert (answer["answer_id"], answer["conversation_id"]) == (None, None)
    assert read(client.get("/api/conversations"))["total"] == 0
    problem(client.post("/api/ask", json={**body, "keep": "no"}), 422)


def test_conversations_are_listed_searched_and_read(client: FlaskClient) -> None:
    ask(client, PAID)
    ask(client, OPENED)
    ask(client, REFUSED, "other")
    listed = read(client.get("/api/conversations"))
    assert [(one["id"], one["title"], one["questions"]) for one in listed["conversations"]] == [
        ("other", REFUSED, 1),
        ("talk", PAID, 2),
    ]
    assert (listed["total"], listed["page"], listed["pages"]) == (2, 1, 1)
    found = read(client.get("/api/conversations?q=MILLIONS rouvert"))["conversations"]
    assert found == [listed["conversations"][1]]
    talk = read(client.get("/api/conversations/talk"))
    assert [one["question"] for one in talk.pop("answers")] == [PAID, OPENED]
    assert talk == found[0]
    problem(client.get("/api/conversations/none"), 404)


def test_a_long_list_has_pages(client: FlaskClient, service: FakeService) -> None:
    answer = service.ask(PAID)
    for number in range(PAGE_SIZE + 1):
        service.conversations.keep(str(number), replace(answer, question=f"Question {number} ?"))
    first, last = (read(client.get(f"/api/conversations?page={n}")) for n in (1, 2))
    assert (len(first["conversations"]), first["pages"], first["total"]) == (50, 2, 51)
    assert [one["id"] for one in last["conversations"]] == ["0"]
    assert read(client.get("/api/conversations?page=3"))["page"] == 2
    for wrong in ("0", "-1", "x", "9" * 30):
        problem(client.get(f"/api/conversations?page={wrong}"), 422)
        assert client.get(f"/conversations?page={wrong}").status_code == 200
    assert "Page 2 sur 2" in client.get("/conversations?page=9").text
    assert "50 questions" not in client.get("/conversations").text


def test_conversations_are_renamed_and_deleted(client: FlaskClient) -> None:
    ask(client, PAID)
    ask(client, OPENED, "other")
    renamed = client.patch("/api/conversations/talk", json={"title": "Le port"})
    assert read(renamed)["title"] == "Le port"
    for title in ("", "a" * 201, 7, None, "\ud800"):
        problem(client.patch("/api/conversations/talk", json={"title": title}), 422)
    problem(client.patch("/api/conversations/none", json={"title": "a"}), 404)
    assert client.delete("/api/conversations/talk").status_code == 204
    problem(client.delete("/api/conversations/talk"), 404)
    problem(client.delete("/api/conversations/"), 404)
    problem(client.delete("/api/conversations"), 422)
    assert read(client.delete("/api/conversations?all=true")) == {"deleted": 1}
    assert read(client.get("/api/conversations"))["total"] == 0


def test_feedback_is_kept_for_evaluation(client: FlaskClient) -> None:
    address = f"/api/answers/{ask(client, PAID)['answer_id']}"
    for rating in ("up", "down"):
        assert client.post(f"{address}/feedback", json={"rating": rating}).status_code == 204
        assert read(client.get(address))["rating"] == rating
    (rated,) = read(client.get("/api/feedback"))["feedback"]
    assert (rated["question"], rated["rating"], rated["answer"]) == (
        PAID,
        "down",
        f"{COST.quote} [1]",
    )
    assert rated["citations"][0]["quote"] == COST.quote
    assert client.post(f"{address}/feedback", json={"rating": None}).status_code == 204
    assert read(client.get("/api/feedback")) == {"feedback": []}
    for wrong in ({}, {"rating": "good"}, {"rating": 1}, {"rating": ["up"]}):
        problem(client.post(f"{address}/feedback", json=wrong), 422)
    problem(client.post("/api/answers/none/feedback", json={"rating": "up"}), 404)


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_other_sites_may_not_change_anything(client: FlaskClient, method: str) -> None:
    ask(client, PAID)
    headers = {"Sec-Fetch-Site": "cross-site"}
    for address in ("/api/conversations/talk", "/conversations/talk/delete"):
        response = client.open(address, method=method, json={"title": "a"}, headers=headers)
        assert response.status_code == 403
    assert read(client.get("/api/conversations"))["conversations"][0]["title"] == PAID


def test_what_is_kept_is_stored_by_no_cache(client: FlaskClient) -> None:
    assert client.get("/api/conversations").headers["Cache-Control"] == "no-store"


# -- readers -----------------------------------------------------------------------------------


def test_a_form_leads_to_its_conversation_which_goes_on(client: FlaskClient) -> None:
    sent = client.post("/", data={"question": PAID, "conversation_id": "talk"})
    answer_id = read(client.get("/api/conversations/talk"))["answers"][0]["answer_id"]
    assert sent.status_code == 303
    assert sent.headers["Location"] == f"/conversations/talk#answer-{answer_id}"
    client.post("/", data={"question": OPENED, "conversation_id": "talk"})
    page = shown(client, "/conversations/talk")
    assert page.index(f'id="answer-{answer_id}"') < page.index(OPENED)
    assert page.count('<article class="turn"') == 2
    assert f'href="/answers/{answer_id}"' in page
    assert '<input type="hidden" name="conversation_id" value="talk">' in page
    given = re.search(r'id="given-answers">(.*?)</script>', client.get("/conversations/talk").text)
    assert given
    assert [one["question"] for one in json.loads(given[1])] == [PAID, OPENED]
    wrong = client.post("/", data={"question": " ", "conversation_id": "talk"})
    assert wrong.status_code == 422
    assert wrong.text.count('<article class="turn" id=') == 2
    assert client.get("/conversations/none").status_code == 404


def test_any_conversation_has_a_page(client: FlaskClient) -> None:
    sent = client.post("/", data={"question": PAID, "conversation_id": "../a/b?<é>"})
    assert client.get(sent.headers["Location"]).status_code == 200
    assert shown(client, "/conversations").count("<h3") == 1


def test_the_list_is_managed_without_a_script(client: FlaskClient) -> None:
    ask(client, PAID)
    ask(client, "hostile <script>", "other")
    page = shown(client, "/conversations")
    assert "restent sur ce serveur" in page
    assert page.index("hostile &lt;script&gt;") < page.index(PAID)
    assert "2 conversations" in page
    assert PAID not in shown(client, "/conversations?q=hostile")
    assert "Aucune conversation ne correspond" in shown(client, "/conversations?q=zzz")
    form = {"title": "Le <b>port</b>", "q": "paye", "page": "1"}
    sent = client.post("/conversations/talk/rename", data=form)
    assert sent.headers["Location"] == "/conversations?q=paye&page=1&done=renamed"
    page = shown(client, "/conversations?done=renamed")
    assert "Le &lt;b&gt;port&lt;/b&gt;" in page
    assert "Conversation renommée." in page
    wrong = client.post("/conversations/talk/rename", data={"title": " "})
    assert (wrong.status_code, "de 1 à 200" in wrong.text) == (422, True)
    client.post("/conversations/talk/delete")
    assert "1 conversation<" in shown(client, "/conversations")
    client.post("/conversations")
    assert "Aucune conversation n’est conservée" in shown(client, "/conversations?done=<b>")
    assert client.post("/conversations/talk/delete").status_code == 404


def test_a_shared_answer_shows_its_citations_and_what_became_of_them(
    client: FlaskClient, service: FakeService
) -> None:
    address = f"/answers/{ask(client, PAID)['answer_id']}"
    page = shown(client, address)
    assert "12 millions d’euros</mark>" in page
    assert "L’article n’est plus dans l’archive" in page  # the catalogue of the fake holds none
    assert "start=" not in page  # nothing is lit where the quote no longer stands
    assert 'href="/conversations/talk"' in page
    client.post(f"{address}/feedback", data={"rating": "up"})
    assert 'value="up" aria-pressed="true"' in shown(client, address)
    client.post(f"{address}/feedback", data={"rating": ""})
    assert 'aria-pressed="true"' not in shown(client, address)
    service.conversations.delete_all()
    gone = client.get(address)
    assert (gone.status_code, "supprimé depuis" in gone.text) == (404, True)


def test_without_keeping_the_page_shows_the_answer_itself(
    client: FlaskClient, service: FakeService
) -> None:
    service.keeps = False
    sent = client.post("/", data={"question": PAID})
    assert sent.status_code == 200
    assert "12 millions" in sent.text.split("<template")[0]
    assert '<p class="permalink">' not in sent.text.split("<template")[0]
    assert "ne rien conserver" in shown(client, "/conversations")


# -- exports -----------------------------------------------------------------------------------

HOSTILE_QUESTION = "# hostile <b>*gras*</b> [lien](javascript:alert(1)) & `code`\n1. un\n---"


@pytest.fixture
def conversation(client: FlaskClient, service: FakeService) -> str:
    """One with an answer, a refusal, and whatever a question and an article can hold."""
    ask(client, PAID)
    ask(client, REFUSED)
    ask(client, HOSTILE_QUESTION)
    choices = Answer(
        "Il ?", Status.UNCLEAR, "Lequel ?", None, (), 0.0, "extractive", "fr", choices=("*Lui* ?",)
    )
    service.conversations.keep("talk", choices)
    service.conversations.rename("talk", "Été <i>à</i> Valmer / port")
    return "/api/conversations/talk/export"


class Texts(HTMLParser):
    """The tags of a document and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def same(text: str) -> str:
    return " ".join(text.split())


def test_markdown_holds_questions_answers_and_citations(
    client: FlaskClient, conversation: str
) -> None:
    sent = client.get(f"{conversation}?format=markdown")
    assert sent.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert "filename=Ete_ia_i_Valmer_port.md" in sent.headers["Content-Disposition"]
    page = Texts(MarkdownIt("commonmark").render(sent.text))
    words = same(page.words)
    for text in (
        "Été <i>à</i> Valmer / port",
        PAID,
        f"{COST.quote} [1]",
        "La Gazette de Valmer, Le port de Valmer rouvre ses quais, 1er septembre 2021",
        "Passages les plus proches",
        "Aucun article n’en parle.",
        "L’article n’est plus dans l’archive.",
        HOSTILE_QUESTION,
        f"{TAGS.quote} [1] [7]",
        HOSTILE.title,
        "*Lui* ?",
    ):
        assert same(text) in words, text
    # nothing of an article or a question has become markup
    tags = [tag for tag, _ in page.tags]
    assert (tags.count("h1"), tags.count("h2"), tags.count("h3")) == (1, 4, 3)
    assert tags.count("blockquote") == tags.count("ol") == 3
    assert not {"b", "i", "script", "img", "code", "strong", "hr"} & set(tags)
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links == {PORT.url}


def test_html_holds_the_same_and_needs_nothing_else(client: FlaskClient, conversation: str) -> None:
    sent = client.get(f"{conversation}?format=html", headers={"Accept-Language": "en"})
    assert "attachment" in sent.headers["Content-Disposition"]
    page = Texts(sent.text)
    words = same(page.words)
    for text in (PAID, COST.quote, "September 1, 2021", HOSTILE_QUESTION, TAGS.quote, "*Lui* ?"):
        assert same(text) in words, text
    assert not {"script", "img", "link", "b", "i"} & {tag for tag, _ in page.tags}
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links == {PORT.url}


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_an_export_says_how_sure_and_of_when_an_answer_is(client: FlaskClient, form: str) -> None:
    ask(client, f"{PAID} en juin")
    ask(client, REFUSED)
    words = client.get(f"/api/conversations/talk/export?format={form}").text.replace("\\", "")
    assert "Confiance élevée · Source du 1er septembre 2021 · Période cherchée" in words
    assert "en juin (du 1er juin 2022 au 30 juin 2022) · Réponse donnée le" in words
    assert words.count("Confiance") == 1  # a refusal has none
    assert words.count("Réponse donnée le") == 2


def test_a_conversation_has_its_exports_above_it(client: FlaskClient) -> None:
    ask(client, PAID)
    page = shown(client, "/conversations/talk")
    assert page.count("/talk/export?format=markdown") == page.count("format=html") == 1
    assert "format=html" not in page[page.index("<details") : page.index("</div>")]


def test_the_list_shows_what_was_found_where_the_title_does_not(client: FlaskClient) -> None:
    ask(client, PAID)
    ask(client, OPENED)
    assert "Trouvé ici" not in shown(client, "/conversations?q=paye")  # as the title is
    page = shown(client, "/conversations?q=ROUVERT")
    assert "Trouvé ici\xa0:" in page
    assert f'<q dir="auto">{OPENED}</q>' in page


@settings(deadline=None)
@given(st.text("aé1 \n\t.)(-+=#*_`<>&;[]!|~\\'\"/:", max_size=40))
def test_no_text_is_markup_in_markdown(text: str) -> None:
    for before in ("# ", "1. ", "> "):
        page = Texts(MarkdownIt("commonmark").render(before + escaped(same(text))))
        assert same(page.words) == same(text)
        assert not {"em", "strong", "code", "pre", "a", "img", "hr"} & {tag for tag, _ in page.tags}
    lines = Texts(MarkdownIt("commonmark").render(escaped(text)))
    assert same(lines.words) == same(text)
    assert {tag for tag, _ in lines.tags} <= {"p", "br"}


def test_a_source_without_an_address_of_its_own_is_linked_here(client: FlaskClient) -> None:
    nowhere = replace(COST, url="javascript:alert(1)")
    with client.application.test_request_context(base_url="https://archive.example/"):
        assert source_link(COST) == PORT.url
        link = source_link(nowhere)
        assert link is not None
        assert link.startswith(f"https://archive.example/articles/a1?start={COST.start}&")
        changed = source_link(replace(nowhere, standing=Standing.CHANGED))
        assert changed == "https://archive.example/articles/a1"
        assert source_link(replace(nowhere, standing=Standing.GONE)) is None


def test_what_failed_the_check_is_kept_and_shown_but_not_exported(
    client: FlaskClient, service: FakeService
) -> None:
    service.unverified = (Unverified("Inventé <i>.", 0, (Fault.NAME,)),)
    given = ask(client, PAID)
    kept = read(client.get(f"/api/answers/{given['answer_id']}"))
    assert kept["unverified"] == [{"text": "Inventé <i>.", "position": 0, "faults": ["name"]}]
    assert "Inventé &lt;i&gt;." in shown(client, f"/answers/{given['answer_id']}")
    for form in ("markdown", "html"):
        exported = client.get(f"/api/conversations/talk/export?format={form}")
        assert exported.status_code == 200
        assert "Inventé" not in exported.text


def test_what_is_unsure_is_kept_shown_and_exported_as_such(
    client: FlaskClient, service: FakeService
) -> None:
    service.to_check = (Span(0, len(f"{COST.quote} [1]")),)
    kept = ask(client, PAID)
    assert kept["checks"] == [
        {"verdict": "unsure", "start": 0, "end": 51, "text": None, "faults": []}
    ]
    page = shown(client, f"/answers/{kept['answer_id']}")
    marked = page[page.index('<span class="doubted">') : page.index("à vérifier</a>")]
    assert '[1]</a></span> <a class="chip check-label"' in marked
    assert marked.count(f'href="/articles/{PORT.id}"') == 2  # which the store has not, so whole
    assert f'aria-label="À vérifier, source 1\u00a0: {PORT.title}"' in marked
    for form, language, said in (("markdown", "fr", "à vérifier"), ("html", "en", "to be checked")):
        address = f"/api/conversations/talk/export?format={form}"
        sent = client.get(address, headers={"Accept-Language": language})
        exported = sent.text.replace("\\", "")
        assert f"{COST.quote} [1] ({said})" in exported


def test_an_export_is_one_of_two(client: FlaskClient, conversation: str) -> None:
    assert client.get(conversation).mimetype == "text/markdown"
    problem(client.get(f"{conversation}?format=pdf"), 422)
    problem(client.get("/api/conversations/none/export"), 404)
