"""The pages as they come from the server: complete without a script, texts never markup."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from threading import Event

import pytest
from flask.testing import FlaskClient

from qa_service.domain.answer import Assurance
from qa_service.domain.article import Carrier, Provenance, Span
from qa_service.domain.errors import StoreError
from qa_service.domain.reports import Field, Omission
from qa_service.domain.warnings import ArticleWarning, WarningKind
from qa_service.web.app import create_app, web_root
from qa_service.web.i18n import PHRASES, SCRIPT_PREFIXES, Words

from .fakes import COST, CROWD, EXAMPLE, HOSTILE, PORT, FakeService

QUESTION = "Qui a payé ?"
WITH_QUOTE = f"/articles/a1?start={COST.start}&end={COST.end}"
WITH_ANSWER = f"{WITH_QUOTE}&answer_start={COST.answer_start}&answer_end={COST.answer_end}"


class Outline(HTMLParser):
    """The start tags of a page, and the texts of its marks: quotes that are lit, short answers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[str] = []
        self.answers: list[str] = []
        self._open: list[list[str]] = []  # for each mark that is open, the list that it is in
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "mark":
            texts = self.answers if dict(attrs).get("class") == "answer" else self.marked
            texts.append("")
            self._open.append(texts)

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for texts in self._open:
            texts[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_empty_chat_offers_the_examples_that_the_archive_names(client: FlaskClient) -> None:
    page = client.get("/").text
    assert '<html lang="fr">' in page
    offered = {button.get("value") for button in Outline(page).all("button")}
    assert EXAMPLE in offered


def test_an_empty_archive_offers_none(client: FlaskClient, service: FakeService) -> None:
    service.held = []
    page = client.get("/").text
    assert "encore vide" in page
    assert 'class="example"' not in page
    assert "aucun article" in client.get("/articles").text


def test_what_is_said_of_the_archive_links_the_articles_it_names(client: FlaskClient) -> None:
    page = client.post("/", data={"question": "Quoi de neuf ?"}).text
    reply = page[page.index('<div class="reply about">') :].split("</div>")[0]
    assert f'<a class="titled" href="/articles/{HOSTILE.id}">' in reply
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in reply
    assert "sans date" in reply
    assert "assurance" not in reply


def test_a_form_is_answered_without_a_script(client: FlaskClient) -> None:
    page = client.post("/", data={"question": QUESTION}).text
    address = f"{WITH_ANSWER}#quote"
    links = [a for a in Outline(page).all("a") if a.get("href") == address]
    assert [link.get("class") for link in links] == ["chip", "citation-title"]
    assert "[1]</a>" in page
    assert "1er septembre 2021" in page
    assert "Confiance élevée" in page


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Qui a payé ?", ["12 millions d’euros"]),
        ("Quand a-t-il rouvert ?", ["lundi"]),  # and nothing in the second quote
        ("Une digue ?", ["l’été 2023"]),
        ("hostile", ["<b>gras</b>"]),
        ("Qui a gagné ?", []),
    ],
)
def test_the_short_answer_is_marked_in_the_text_and_in_its_quote(
    client: FlaskClient, question: str, answers: list[str]
) -> None:
    page = client.post("/", data={"question": question}).text.split("<template")[0]
    assert Outline(page).answers == answers * 2
    assert Outline(page).marked == []


def test_an_answer_in_other_words_is_marked_in_its_quote_only(
    client: FlaskClient, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = replace(service.ask(QUESTION), answer="12 millions d’euros [1], dit la Gazette.")
    monkeypatch.setattr(service, "ask", lambda *_: answer)
    page = client.post("/", data={"question": QUESTION}).text.split("<template")[0]
    assert "[1]</a>, dit la Gazette." in page
    assert Outline(page).answers == ["12 millions d’euros"]


def test_the_others_that_tell_a_story_are_named_with_links(
    client: FlaskClient, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Carrier("a2", "Titre <b>", "L’Écho", date(2021, 9, 3), Provenance.PRINTED, None)
    nameless = Carrier("a3", "Sans journal", None, None, None, None)
    service.others = {"a1": (other, nameless)}
    answer = service.ask(QUESTION)
    cited = tuple(replace(one, also_in=(other, nameless)) for one in answer.citations)
    answer = replace(answer, citations=cited)
    monkeypatch.setattr(service, "ask", lambda *_: answer)
    pages = [client.get("/articles").text, client.get("/articles/a1").text]
    pages.append(client.post("/", data={"question": QUESTION}).text.split("<template")[0])
    for page in pages:
        shown = page.split('<script type="application/json"')[0]  # which has the words for scripts
        assert shown.count("Aussi paru dans") == 1
        assert [a["title"] for a in Outline(page).all("a") if "title" in a] == [
            "Titre <b>",
            "Sans journal",
        ]
        assert "L’Écho</bdi></a> (3 septembre 2021), " in page
        assert "Sans journal</bdi></a> (sans date)" in page
    assert "Also published in" in client.get("/articles/a1?lang=en").text
    assert "Aussi paru" not in client.get("/articles/a2?lang=fr").text


def test_the_period_searched_is_named_and_can_be_left_out(client: FlaskClient) -> None:
    form = {"question": "Que promet-on de la digue en 2022 ?"}
    page = shown(client.post("/", data=form).text)
    assert "du 1er janvier 2022 au 31 décembre 2022" in page
    (chip,) = [one for one in Outline(page).all("button") if one.get("class") == "time-chip"]
    assert (chip["name"], chip["value"]) == ("ignored_dates", "en 2022")
    without = shown(client.post("/", data={**form, "ignored_dates": "en 2022"}).text)
    assert "time-chip" not in without


def test_each_expression_of_time_is_a_chip_of_its_own(client: FlaskClient) -> None:
    form = {"question": "Que promet-on de la digue en juin, ou en 2022 ?"}
    page = shown(client.post("/", data=form).text)
    chips = [one for one in Outline(page).all("button") if one.get("class") == "time-chip"]
    assert [chip["value"] for chip in chips] == ["en juin", "en 2022"]
    page = shown(client.post("/", data={**form, "ignored_dates": "en juin"}).text)
    fields = [one for one in Outline(page).all("input") if one["name"] == "ignored_dates"]
    assert [one["value"] for one in fields] == ["en juin"]  # still left out with the next
    assert page.count('class="time-chip"') == 1


def test_how_sure_an_answer_is_and_of_when_stands_below_it(client: FlaskClient) -> None:
    page = shown(client.post("/", data={"question": QUESTION}).text)
    assert '<span class="assurance" data-assurance="sure">' in page
    assert "Source du 1er septembre 2021" in page
    assert "Sources sans date" in shown(client.post("/", data={"question": "hostile"}).text)


@pytest.mark.parametrize(
    ("assurance", "said"),
    [
        (Assurance.SURE, "Confiance élevée"),
        (Assurance.LIKELY, "Confiance moyenne"),
        (Assurance.CLOSEST, "Confiance faible\u00a0: vérifiez la source"),
    ],
)
def test_what_is_only_the_closest_looks_different(
    client: FlaskClient, service: FakeService, assurance: Assurance, said: str
) -> None:
    service.assurance = assurance
    page = shown(client.post("/", data={"question": QUESTION}).text)
    assert f"{said}</span>" in page
    assert ('class="reply answered closest"' in page) == (assurance is Assurance.CLOSEST)


def test_a_follow_up_says_below_its_answer_how_it_was_understood(client: FlaskClient) -> None:
    page = shown(client.post("/", data={"question": "La suite : qui a payé ?"}).text)
    assert page.index('class="reply-text"') < page.index("Compris comme")
    assert "Compris comme" not in shown(client.post("/", data={"question": QUESTION}).text)


def shown(page: str) -> str:
    """What a reader sees, without the templates for the scripts."""
    return page.split("<template")[0]


def test_a_refusal_looks_different_and_says_why(client: FlaskClient) -> None:
    page = client.post("/", data={"question": "Qui a gagné ?"}).text.split("<template")[0]
    assert 'class="reply refused"' in page
    assert "Aucun article n’en parle." in page
    assert "Passages les plus proches" in page
    assert "2 articles, du 1er septembre 2021 au 2 septembre 2021" in page
    assert "La Gazette &lt;i&gt;</bdi>" in page
    assert "et 2 autres" in page
    assert f"/articles/a1?start={CROWD.start}&amp;end={CROWD.end}" in page
    assert "Confiance" not in page


@pytest.mark.parametrize(
    ("question", "said"),
    [("", "Écrivez d’abord"), (" \n", "Écrivez d’abord"), ("é" * 2001, "trop longue")],
)
def test_a_question_that_cannot_be_asked_stays_to_be_mended(
    client: FlaskClient, question: str, said: str
) -> None:
    response = client.post("/", data={"question": question})
    assert response.status_code == 422
    assert said in response.text
    assert f">\n{question}</textarea>" in response.text


def test_texts_are_never_markup(client: FlaskClient) -> None:
    pages = [
        client.get("/articles").text,
        client.get("/articles/a2").text,
        client.post("/", data={"question": "hostile <script>alert(2)</script>"}).text,
    ]
    for page in pages:
        outline = Outline(page)
        assert "b" not in {tag for tag, _ in outline.tags}
        assert not outline.all("img")
        for script in outline.all("script"):
            assert "src" in script or script.get("type") == "application/json"
        assert not [a for a in outline.all("a") if (a.get("href") or "").startswith("javascript")]


def test_pages_hold_no_inline_code_or_style_and_name_no_other_site(client: FlaskClient) -> None:
    for address in ("/", "/articles", "/articles/a1", "/nothing"):
        for tag, attributes in Outline(client.get(address).text).tags:
            assert tag != "style"
            assert "style" not in attributes
            assert not [name for name in attributes if name.startswith("on")]
            for name in ("src", "href" if tag == "link" else "src"):
                assert "//" not in (attributes.get(name) or "")


def test_an_unknown_marker_stays_text(client: FlaskClient) -> None:
    assert "[1]</a> [7]" in client.post("/", data={"question": "hostile"}).text


def test_the_list_shows_dates_with_their_origin(client: FlaskClient) -> None:
    page = client.get("/articles").text
    assert "(imprimée dans la page)" in page
    assert "date inconnue" in page
    assert "https://gazette.example/port" in page
    assert page.index("Le port de Valmer") < page.index("&lt;script&gt;alert(1)")


def test_the_list_is_filtered_without_regard_to_accents(client: FlaskClient) -> None:
    page = client.get("/articles?q=VALMÉR gazette").text
    assert "1 article<" in page
    assert "alert(1)" not in page
    assert "Aucun article ne correspond" in client.get("/articles?q=zzz").text


def test_a_long_list_has_pages(client: FlaskClient, service: FakeService) -> None:
    service.held = [replace(PORT, id=f"p{n}", title=f"Titre {n:03}") for n in range(250)]
    page = client.get("/articles?page=2").text
    assert "Page 2 sur 3" in page
    assert "Titre 100" in page
    assert "Titre 099" not in page
    for number in ("0", "-1", "999", "x", "9" * 30):
        assert client.get(f"/articles?page={number}").status_code == 200


def test_a_running_update_is_followed_by_the_list(
    client: FlaskClient, service: FakeService
) -> None:
    job = client.post("/api/ingest", json={}).get_json()["id"]
    assert f'data-job="{job}"' in client.get("/articles").text
    service.may_finish.set()


def test_the_list_names_the_folders_followed(client: FlaskClient) -> None:
    page = " ".join(client.get("/articles?lang=en").text.split())
    assert "Followed folders (2)" in page
    assert "<code>/archive</code>" in page
    assert "2 articles, September 1, 2021 to September 1, 2021" in page
    assert "<code>/media/&lt;disk&gt;</code>" in page
    assert "1 article (gone; its articles are kept until it is back)" in page
    assert "Dossiers suivis" in client.get("/articles?lang=fr").text


def test_what_was_found_is_told_beside_the_title_and_above_the_text(
    client: FlaskClient, service: FakeService
) -> None:
    start = PORT.text.index("Le maire promet")
    order = ArticleWarning(WarningKind.INSTRUCTION, "<b>Le maire</b>", Span(start, start + 15))
    absent = ArticleWarning(WarningKind.HIDDEN_TEXT, "un mot caché", None)
    service.warned = {"a1": (order, absent)}
    listed = client.get("/articles?lang=en").text
    assert listed.count("Flagged content: text hidden from readers, instruction to a") == 1
    page = client.get("/articles/a1?lang=en").text
    assert '<span class="flagged" title="flagged words">Le maire promet</span>' in page
    assert "&lt;b&gt;Le maire&lt;/b&gt;" in page
    assert "text hidden from readers (not in the text)" in page


def test_flagged_words_within_a_quote_are_both(client: FlaskClient, service: FakeService) -> None:
    span = Span(COST.start + 3, COST.start + 8)
    service.warned = {"a1": (ArticleWarning(WarningKind.INSTRUCTION, "x", span),)}
    page = client.get(WITH_QUOTE).text
    assert "".join(Outline(page).marked) == COST.quote
    assert page.count('id="quote"') == 1
    assert span.of(PORT.text) in re.findall(r'class="flagged"[^>]*>(.*?)</span>', page)


def test_the_quote_is_lit_by_code_points(client: FlaskClient) -> None:
    # The wave before the quote is one code point, but two units in UTF-16.
    page = client.get(WITH_QUOTE).text
    assert Outline(page).marked == [COST.quote]
    assert Outline(page).answers == []
    assert '<mark id="quote">' in page


def test_a_quote_across_paragraphs_is_lit_in_each(client: FlaskClient) -> None:
    end = PORT.text.index(" a payé")
    outline = Outline(client.get(f"/articles/a1?start=0&end={end}").text)
    assert outline.marked == [PORT.text.split("\n\n")[0], "La ville"]
    assert [mark.get("id") for mark in outline.all("mark")] == ["quote", None]


def test_the_short_answer_is_lit_within_the_quote(client: FlaskClient) -> None:
    outline = Outline(client.get(WITH_ANSWER).text)
    assert outline.marked == [COST.quote]
    assert outline.answers == [COST.answer]


def test_a_short_answer_across_paragraphs_is_lit_in_each(client: FlaskClient) -> None:
    start, end = PORT.text.index("lundi"), PORT.text.index(" a payé")
    address = f"/articles/a1?start=0&end={end + 7}&answer_start={start}&answer_end={end}"
    outline = Outline(client.get(address).text)
    assert outline.marked == [PORT.text.split("\n\n")[0], "La ville a payé"]
    assert outline.answers == ["lundi.", "La ville"]


@pytest.mark.parametrize(
    "query",
    [
        f"answer_start={COST.start}",
        f"answer_start=x&answer_end={COST.end}",
        f"answer_start={COST.end}&answer_end={COST.start}",
        f"answer_start={COST.start}&answer_end={COST.start}",
        f"answer_start={COST.start - 1}&answer_end={COST.end}",
        f"answer_start={COST.start}&answer_end={COST.end + 1}",
        f"answer_start={COST.start}&answer_end={'9' * 5000}",
        "answer_start=-9&answer_end=-1",
    ],
)
def test_a_short_answer_that_lies_outside_the_quote_is_not_lit(
    client: FlaskClient, query: str
) -> None:
    response = client.get(f"{WITH_QUOTE}&{query}")
    assert response.status_code == 200
    assert Outline(response.text).marked == [COST.quote]
    assert Outline(response.text).answers == []


def test_a_short_answer_without_a_quote_is_not_lit(client: FlaskClient) -> None:
    outline = Outline(client.get("/articles/a1?answer_start=0&answer_end=5").text)
    assert outline.marked == outline.answers == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "start=1",
        "start=x&end=4",
        "start=1.5&end=4",
        "start=5&end=5",
        "start=9&end=4",
        "start=-3&end=4",
        "start=0&end=99999",
        f"start=0&end={'9' * 5000}",
    ],
)
def test_offsets_that_name_nothing_show_the_article(client: FlaskClient, query: str) -> None:
    response = client.get(f"/articles/a1?{query}")
    assert response.status_code == 200
    assert Outline(response.text).marked == []
    assert "Le maire promet" in response.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en-GB,fr;q=0.5", "en"), ("fr-CA,en;q=0.5", "fr"), ("de", "fr"), ("de, EN", "en")],
)
def test_the_browser_s_language_is_spoken(
    client: FlaskClient, accepted: str, language: str
) -> None:
    page = client.get("/", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in page


def test_a_chosen_language_is_kept(client: FlaskClient) -> None:
    cookie = client.get("/articles?q=port&lang=en").headers["Set-Cookie"]
    assert "lang=en" in cookie
    assert "SameSite=Lax" in cookie
    page = client.get("/articles?q=port").text
    assert '<html lang="en">' in page
    assert 'href="?q=port&amp;lang=fr"' in page
    assert "Set-Cookie" not in client.get("/?lang=xx").headers


def test_phrases_hold_the_same_names_in_both_languages() -> None:
    for key, (french, english) in PHRASES.items():
        assert set(re.findall(r"{\w+}", french)) == set(re.findall(r"{\w+}", english)), key


def test_scripts_and_templates_use_phrases_that_exist() -> None:
    sources = [*web_root().glob("templates/*.html"), *web_root().glob("static/js/*.js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r"""\bt\(["']([\w.]+\w)["'][,)]""", text))
    used |= {f"{key}.one" for key in re.findall(r"""count\(["']([\w.]+)["']""", text)}
    assert len(used) > 40
    assert used <= set(PHRASES)


def test_all_that_may_be_left_out_of_a_file_has_a_name() -> None:
    for kind in Omission:
        assert {f"omitted.{kind}.one", f"omitted.{kind}.other"} <= set(PHRASES)


def test_all_that_a_column_may_hold_has_a_name() -> None:
    assert {f"column.{field}" for field in Field} <= set(PHRASES)


def test_scripts_are_given_what_they_say() -> None:
    scripts = (path.read_text(encoding="utf-8") for path in web_root().glob("static/js/*.js"))
    named = set(re.findall(r"""["`]([a-z_]+\.[a-z_.]+)["`]""", "\n".join(scripts)))
    used = {key for key in PHRASES if key in named or key.rpartition(".")[0] in named}
    assert len(used) > 40
    given = {key for page in SCRIPT_PREFIXES for key in Words("fr").for_scripts(page)["phrases"]}
    assert used <= given


def test_unknown_pages_are_pages(client: FlaskClient) -> None:
    for address in ("/nothing", "/articles/none", "/static/none.js"):
        response = client.get(address)
        assert response.status_code == 404
        assert response.mimetype == "text/html"
        assert "Page introuvable" in response.text
    assert client.delete("/articles").status_code == 405


def test_foreign_forms_and_big_ones_are_refused(client: FlaskClient) -> None:
    foreign = client.post("/", data={"question": "a"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert client.post("/", data={"question": "a" * 70_000}).status_code == 413


def test_failures_are_pages_too(client: FlaskClient, service: FakeService) -> None:
    service.failure = StoreError("The store is damaged. Run verify.")
    response = client.get("/")
    assert response.status_code == 503
    assert "The store is damaged. Run verify." in response.text
    service.failure = KeyError("secret")
    response = client.get("/")
    assert response.status_code == 500
    assert "secret" not in response.text


def test_pages_wait_for_the_archive() -> None:
    may_open = Event()

    def load() -> FakeService:
        may_open.wait(10)
        return FakeService()

    app = create_app(load)
    response = app.test_client().get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "L’archive se prépare" in response.text
    assert "preparing.js" in response.text
    may_open.set()
    assert app.extensions["loading"].wait(5)
    assert app.test_client().get("/").status_code == 200


def test_pages_may_not_be_kept_across_languages(client: FlaskClient) -> None:
    response = client.get("/")
    assert {"Accept-Language", "Cookie"} <= set(response.vary)
    assert response.headers["Cache-Control"] == "no-cache"


CHAT_SCRIPTS = [
    path.name for path in (web_root() / "static" / "js").glob("*.js") if path.name != "library.js"
]


def test_the_first_page_is_small(client: FlaskClient) -> None:
    page = client.get("/").data
    loaded: set[str] = set()
    waiting = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode()))
    while waiting:
        name = waiting.pop()
        loaded.add(name)
        text = client.get(f"/static/{name}").text
        imported = re.findall(r'from "\./([^"]+)"', text) if name.endswith(".js") else []
        waiting |= {f"js/{module}" for module in imported} - loaded
    assert {"style.css", "js/chat.js", "js/render.js", "js/writing.js"} <= loaded
    assert len(page) + sum(len(client.get(f"/static/{name}").data) for name in loaded) < 100_000


def test_the_first_page_tells_what_the_archive_holds(client: FlaskClient) -> None:
    page = client.get("/").text
    told = re.sub(r"<[^>]*>|\s+", " ", page.partition('class="holds"')[2].partition("</div>")[0])
    told = " ".join(told.split())
    assert "L’archive contient 2 articles , du 1er septembre 2021 au 1er septembre 2021." in told
    assert "La Gazette de Valmer (1)" in told
    assert "Valmer , &lt;i&gt;Nadia Perrin" in told
    assert 'href="/articles">2 articles</a>' in page
    listed = client.get("/articles").text
    assert "2 articles, du 1er septembre 2021 au 1er septembre 2021</h2>" in listed
    assert "1 article</h2>" in client.get("/articles?q=valmer").text


def test_every_word_of_the_scripts_comes_with_the_page(client: FlaskClient) -> None:
    pages = (("chat", "/", CHAT_SCRIPTS), ("library", "/articles", ["library.js"]))
    for page, path, given in pages:
        found = re.search(r'id="words">(.+?)</script>', client.get(path).text)
        assert found, page
        phrases = json.loads(found[1])["phrases"].keys()
        scripts = "".join(client.get(f"/static/js/{name}").text for name in given)
        used = set(re.findall(r'\b(?:t|count)\(\s*(?:\w+ \? )?"([a-z_.]+)"', scripts))
        used |= set(re.findall(r'"((?:chat|date|fail|source|upload)\.[a-z_.]+)"', scripts))
        assert used, page
        assert {one for one in used if not {one, f"{one}.one"} & phrases} == set(), page
