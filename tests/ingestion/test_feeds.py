"""The dates of feeds, in the ways in which programs write them."""

from datetime import date
from pathlib import Path

import pytest

from qa_service.domain.article import Provenance
from tests.ingestion.files import LEAD, MARKUP, TITLE, rss, write
from tests.ingestion.test_formats import documents, only

DAY = date(2023, 2, 6)
RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lac.example/rss"><title>Le Lac</title>
<link>https://lac.example</link><dc:date>2024-05-01T00:00:00Z</dc:date>
<items><rdf:Seq><rdf:li rdf:resource="https://lac.example/bac"/></rdf:Seq></items></channel>
<item rdf:about="https://lac.example/bac"><title>{title}</title>
<link>https://lac.example/bac</link><description>{text}</description>
<dc:date>2023-02-06T22:30:00+01:00</dc:date><dc:creator>Sènan Dossou</dc:creator></item>
<item rdf:about="https://lac.example/lac"><title>Le lac</title>
<link>https://lac.example/lac</link><description>{text}</description></item></rdf:RDF>"""


def of_one(dates: str, more: str = "") -> str:
    return rss(f"<item><guid>bac</guid><title>{TITLE}</title>{dates}"
               f"<description>{LEAD}</description></item>", head=more)  # fmt: skip


def test_rss_1(tmp_path: Path) -> None:
    found = documents(write(tmp_path / "a.xml", RDF.format(title=TITLE, text=LEAD)))
    bac, lac = found["https://lac.example/bac"], found["https://lac.example/lac"]
    assert (bac.title, bac.text, bac.outlet, bac.author) == (TITLE, LEAD, "Le Lac", "Sènan Dossou")
    assert (bac.published, bac.published_from, bac.updated) == (DAY, Provenance.RECORD, None)
    assert lac.published is None  # that of the channel is when the feed was made


SPIP = """<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet title="XSL" type="text/xsl"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel xml:lang="fr"><title>Le Lac</title><link>https://lac.example/</link>
<language>fr</language><generator>SPIP - www.spip.net</generator>
<item xml:lang="fr"><title>{title}</title><link>https://lac.example/spip.php?article12</link>
<guid isPermaLink="true">https://lac.example/spip.php?article12</guid>
<dc:date>2023-02-06T21:30:00Z</dc:date><dc:format>text/html</dc:format><dc:language>fr</dc:language>
<dc:creator>Sènan Dossou</dc:creator><description>{lead}</description>
<content:encoded>{text}</content:encoded></item></channel></rss>"""


def test_a_feed_of_spip(tmp_path: Path) -> None:
    text = MARKUP.replace("<", "&lt;")
    feed = SPIP.format(title=TITLE, lead=LEAD, text=text)
    document = only(write(tmp_path / "a.rss", feed))
    assert (document.published, document.published_from) == (DAY, Provenance.RECORD)
    assert (document.updated, document.author, document.language) == (None, "Sènan Dossou", "fr")


@pytest.mark.parametrize(
    ("dates", "published", "updated"),
    [
        ("<dc:date>2023-02-06</dc:date>", DAY, None),
        ("<dc:date>2023-02-06</dc:date><dc:date>2023-02-09</dc:date>", DAY, None),
        ("<dc:date>bientôt</dc:date><dc:date>2023-02-06</dc:date>", DAY, None),
        ("<dc:date>2023-02</dc:date>", None, None),
        # What RSS itself has goes first; a date of Dublin Core beside it is no change.
        ("<pubDate>Mon, 06 Feb 2023 23:30:00 -0500</pubDate><dc:date>2023-02-08</dc:date>",
         DAY, None),
        ("<pubDate>soon</pubDate><dc:date>2023-02-06</dc:date>", DAY, None),
        ("<t:issued xmlns:t='http://purl.org/dc/terms/'>2023-02-06</t:issued>"
         "<t:modified xmlns:t='http://purl.org/dc/terms/'>2023-02-08</t:modified>",
         DAY, date(2023, 2, 8)),
        ("<dc:date>2023-02-06</dc:date>"
         "<t:modified xmlns:t='http://purl.org/dc/terms/'>2023-02-08</t:modified>",
         DAY, date(2023, 2, 8)),
        # What .NET writes for a change is Atom's element, and no publication.
        ("<a10:updated xmlns:a10='http://www.w3.org/2005/Atom'>2023-02-08T00:00:00Z</a10:updated>",
         None, date(2023, 2, 8)),
    ],
)  # fmt: skip
def test_rss_2(tmp_path: Path, dates: str, published: date | None, updated: date | None) -> None:
    document = only(write(tmp_path / "a.rss", of_one(dates)))
    assert (document.published, document.updated) == (published, updated)


@pytest.mark.parametrize(
    ("dates", "published", "updated"),
    [
        ("<updated>2023-02-08T00:00:00Z</updated>", None, date(2023, 2, 8)),
        ("<published>2023-02-06T23:30:00-05:00</published><updated>2023-02-08</updated>", DAY,
         date(2023, 2, 8)),
        ("<updated>2023-02-08</updated><dc:date>2023-02-06</dc:date>", DAY, date(2023, 2, 8)),
    ],
)  # fmt: skip
def test_atom(tmp_path: Path, dates: str, published: date | None, updated: date | None) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<title>Le Lac</title><updated>2024-05-01T00:00:00Z</updated><entry><id>bac</id>
<title>{TITLE}</title>{dates}<summary>{LEAD}</summary></entry></feed>"""
    document = only(write(tmp_path / "a.atom", feed))
    assert (document.published, document.updated) == (published, updated)


@pytest.mark.parametrize(
    "broken",
    [
        lambda feed: feed.replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', ""),
        lambda feed: feed.replace("<dc:date>", "&nbsp;<dc:date>"),
        lambda feed: feed.replace("</channel></rss>", ""),
        lambda feed: feed.replace("Le Lac</title>", "Le Lac & Cie</title>"),
    ],
)
def test_broken_feeds_are_dated(tmp_path: Path, broken: object) -> None:
    feed = of_one("<dc:date>2023-02-06</dc:date>")
    document = only(write(tmp_path / "a.rss", broken(feed)))  # type: ignore[operator]
    assert (document.title, document.published) == (TITLE, DAY)
