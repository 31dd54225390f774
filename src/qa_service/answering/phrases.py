"""What the program itself says in an answer, in the question's language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from qa_service.domain.article import Article, Provenance
from qa_service.text.dates import in_full


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of one language."""

    refusal: str
    empty: str  # the archive holds nothing
    absent: str  # {words} occur in no article
    apart: str  # {first} and {second} occur in no article together
    together: str  # {words} occur in {count} articles, but no sentence answers
    span: str  # the archive holds {count} articles, from {start} to {end}; see `span`
    unclear: str  # articles are near, but no sentence answers
    undated: str
    inferred: str  # beside a date that was not printed
    carried: str  # beside a story that {n} articles tell, two at least
    none_within: str  # no dated article is of the period asked for
    none_chosen: str  # no article has the outlet, language or id asked for
    elsewhere: str  # nothing tells of the period that the question names
    which: str  # the question can mean several
    earlier: str  # before what a newer article has superseded
    closest: str  # before quotes that may not answer
    spelled: str  # {words} are names of nearly the same spelling


QUOTED = {"fr": "« {} »", "es": "«{}»", "it": "«{}»", "ar": "«{}»", "ru": "«{}»", "de": "„{}“"}
PHRASES = {
    "fr": Phrases(
        "Les articles ne répondent pas à cette question.",
        "L’archive est vide : ajoutez des articles, puis relancez l’ingestion.",
        "Aucun article ne contient : {words}.",
        "Aucun article ne mentionne {first} avec {second} ({counts}).",
        "Articles qui mentionnent {words} : {count}, mais aucune phrase n’y répond clairement.",
        "L’archive couvre du {start} au {end} ({count}).",
        "Des articles abordent des sujets proches, mais aucune phrase n’y répond clairement.",
        "sans date",
        "date déduite",
        "paru {n} fois",
        "Aucun article daté n’est de la période choisie : élargissez-la.",
        "Aucun article ne répond aux filtres choisis : élargissez-les.",
        "Aucun passage ne parle de la période que nomme la question.",
        "Laquelle de ces questions voulez-vous poser ?",
        "Dit auparavant",
        "Peut-être pas la réponse exacte ; le plus proche :",
        "Vouliez-vous dire {words} ?",
    ),
    "en": Phrases(
        "The articles do not answer this question.",
        "The archive is empty: add articles, then ingest again.",
        "No article contains: {words}.",
        "No article mentions {first} together with {second} ({counts}).",
        "Articles that mention {words}: {count}, but no sentence clearly answers.",
        "The archive covers {start} to {end} ({count}).",
        "Some articles are close to the subject, but no sentence clearly answers it.",
        "undated",
        "inferred date",
        "published {n} times",
        "No dated article is of the chosen period: widen it.",
        "No article meets the chosen filters: widen them.",
        "No passage tells of the period that the question names.",
        "Which of these questions do you mean?",
        "Said earlier",
        "Perhaps not the exact answer; the closest:",
        "Did you mean {words}?",
    ),
    "es": Phrases(
        "Los artículos no responden a esta pregunta.",
        "El archivo está vacío: añada artículos y vuelva a ingerirlos.",
        "Ningún artículo contiene: {words}.",
        "Ningún artículo menciona {first} junto con {second} ({counts}).",
        "Artículos que mencionan {words}: {count}, pero ninguna frase responde con claridad.",
        "El archivo abarca del {start} al {end} (artículos: {count}).",
        "Hay artículos sobre temas cercanos, pero ninguna frase responde con claridad.",
        "sin fecha",
        "fecha deducida",
        "publicado {n} veces",
        "Ningún artículo fechado es del período elegido: amplíelo.",
        "Ningún artículo cumple los filtros elegidos: amplíelos.",
        "Ningún pasaje habla del período que nombra la pregunta.",
        "¿Cuál de estas preguntas quiere hacer?",
        "Dicho anteriormente",
        "Quizá no sea la respuesta exacta; lo más cercano:",
        "¿Quería decir {words}?",
    ),
    "de": Phrases(
        "Die Artikel beantworten diese Frage nicht.",
        "Das Archiv ist leer: Fügen Sie Artikel hinzu und lesen Sie sie ein.",
        "Kein Artikel enthält: {words}.",
        "Kein Artikel nennt {first} zusammen mit {second} ({counts}).",
        "Artikel, die {words} nennen: {count}, aber kein Satz beantwortet die Frage klar.",
        "Das Archiv reicht vom {start} bis zum {end} (Artikel: {count}).",
        "Einige Artikel behandeln Verwandtes, aber kein Satz beantwortet die Frage klar.",
        "ohne Datum",
        "erschlossenes Datum",
        "{n}-mal erschienen",
        "Kein datierter Artikel stammt aus dem gewählten Zeitraum: Erweitern Sie ihn.",
        "Kein Artikel entspricht den gewählten Filtern: Erweitern Sie sie.",
        "Keine Stelle handelt von dem Zeitraum, den die Frage nennt.",
        "Welche dieser Fragen meinen Sie?",
        "Früher berichtet",
        "Vielleicht nicht die genaue Antwort; am nächsten kommt:",
        "Meinten Sie {words}?",
    ),
    "pt": Phrases(
        "Os artigos não respondem a esta pergunta.",
        "O arquivo está vazio: adicione artigos e volte a ingeri-los.",
        "Nenhum artigo contém: {words}.",
        "Nenhum artigo menciona {first} com {second} ({counts}).",
        "Artigos que mencionam {words}: {count}, mas nenhuma frase responde com clareza.",
        "O arquivo cobre de {start} a {end} (artigos: {count}).",
        "Há artigos sobre temas próximos, mas nenhuma frase responde com clareza.",
        "sem data",
        "data deduzida",
        "publicado {n} vezes",
        "Nenhum artigo datado é do período escolhido: alargue-o.",
        "Nenhum artigo corresponde aos filtros escolhidos: alargue-os.",
        "Nenhuma passagem fala do período que a pergunta indica.",
        "Qual destas perguntas quer fazer?",
        "Dito antes",
        "Talvez não seja a resposta exata; o mais próximo:",
        "Quis dizer {words}?",
    ),
    "it": Phrases(
        "Gli articoli non rispondono a questa domanda.",
        "L’archivio è vuoto: aggiungere articoli e ripetere l’importazione.",
        "Nessun articolo contiene: {words}.",
        "Nessun articolo menziona {first} con {second} ({counts}).",
        "Articoli che menzionano {words}: {count}, ma nessuna frase risponde con chiarezza.",
        "L’archivio va dal {start} al {end} (articoli: {count}).",
        "Alcuni articoli trattano temi vicini, ma nessuna frase risponde con chiarezza.",
        "senza data",
        "data dedotta",
        "pubblicato {n} volte",
        "Nessun articolo datato è del periodo scelto: ampliarlo.",
        "Nessun articolo corrisponde ai filtri scelti: ampliarli.",
        "Nessun passaggio parla del periodo indicato nella domanda.",
        "Quale di queste domande intende?",
        "Detto in precedenza",
        "Forse non è la risposta esatta; il passo più vicino:",
        "Intendeva {words}?",
    ),
    "nl": Phrases(
        "De artikelen beantwoorden deze vraag niet.",
        "Het archief is leeg: voeg artikelen toe en lees ze in.",
        "Geen enkel artikel bevat: {words}.",
        "Geen enkel artikel noemt {first} samen met {second} ({counts}).",
        "Artikelen die {words} noemen: {count}, maar geen zin geeft een duidelijk antwoord.",
        "Het archief loopt van {start} tot {end} (artikelen: {count}).",
        "Sommige artikelen gaan over iets verwants, maar geen zin geeft een duidelijk antwoord.",
        "zonder datum",
        "afgeleide datum",
        "{n} keer verschenen",
        "Geen gedateerd artikel valt in de gekozen periode: maak die ruimer.",
        "Geen artikel voldoet aan de gekozen filters: maak ze ruimer.",
        "Geen passage gaat over de periode die de vraag noemt.",
        "Welke van deze vragen bedoelt u?",
        "Eerder gemeld",
        "Misschien niet het precieze antwoord; het dichtst in de buurt:",
        "Bedoelde u {words}?",
    ),
    "ar": Phrases(
        "لا تجيب المقالات عن هذا السؤال.",
        "الأرشيف فارغ: أضف مقالات ثم أعد الإدخال.",
        "لا يحتوي أي مقال على: {words}.",
        "لا يذكر أي مقال {first} مع {second} ({counts}).",
        "مقالات تذكر {words}: {count}، لكن لا توجد جملة تجيب بوضوح.",
        "يغطي الأرشيف الفترة من {start} إلى {end} (عدد المقالات: {count}).",
        "تتناول بعض المقالات مواضيع قريبة، لكن لا توجد جملة تجيب بوضوح.",
        "دون تاريخ",
        "تاريخ مستنتج",
        "عدد مرات النشر: {n}",
        "لا يوجد مقال مؤرخ في الفترة المختارة: وسّعها.",
        "لا يوجد مقال يطابق المرشحات المختارة: وسّعها.",
        "لا يتحدث أي مقطع عن الفترة المذكورة في السؤال.",
        "أيَّ هذه الأسئلة تقصد؟",
        "قيل سابقًا",
        "قد لا تكون الإجابة الدقيقة؛ الأقرب:",
        "هل تقصد {words}؟",
    ),
    "ru": Phrases(
        "Статьи не отвечают на этот вопрос.",
        "Архив пуст: добавьте статьи и загрузите их снова.",
        "Ни в одной статье нет слов: {words}.",
        "Ни одна статья не упоминает {first} вместе с {second} ({counts}).",
        "Статьи, где упоминается {words}: {count}, но ни одно предложение не даёт ясного ответа.",
        "Архив охватывает период с {start} по {end} (статей: {count}).",
        "Есть статьи на близкие темы, но ни одно предложение не даёт ясного ответа.",
        "без даты",
        "дата выведена",
        "публикаций: {n}",
        "Нет датированных статей за выбранный период: расширьте его.",
        "Нет статей, отвечающих выбранным фильтрам: расширьте их.",
        "Ни один фрагмент не говорит о периоде, названном в вопросе.",
        "Какой из этих вопросов вы имеете в виду?",
        "Ранее сообщалось",
        "Возможно, это не точный ответ; ближе всего:",
        "Вы имели в виду {words}?",
    ),
}


def phrases(language: str) -> Phrases:
    """The phrases of a language; French where there are none."""
    return PHRASES.get(language, PHRASES["fr"])


def span(first: date, last: date, articles: int, language: str) -> str:
    """What an archive covers.

    >>> span(date(2020, 9, 1), date(2024, 7, 4), 5, "fr")
    'L’archive couvre du 1er septembre 2020 au 4 juillet 2024 (5 articles).'
    >>> span(date(2020, 9, 1), date(2024, 7, 4), 1, "es")
    'El archivo abarca del 1 de septiembre de 2020 al 4 de julio de 2024 (artículos: 1).'
    """
    language = language if language in PHRASES else "fr"
    start, end = (written_date(day, language) for day in (first, last))
    count = str(format_decimal(articles, locale=language))
    if language in ("fr", "en"):  # which have the noun after the number
        count += " article" if articles == 1 else " articles"
    return re.sub(r"\s+", " ", PHRASES[language].span.format(start=start, end=end, count=count))


def lead(article: Article, language: str, carried: int = 1) -> str:
    """What stands before a quote: "APA, 4 juillet 2024 (date déduite, paru 3 fois) :"."""
    return attribution(article, language, carried) + colon(language)


def said_earlier(article: Article, language: str) -> str:
    """What stands before a superseded quote: "Dit auparavant (APA, 12 mars 2022) :"."""
    return f"{phrases(language).earlier} ({attribution(article, language)}){colon(language)}"


def colon(language: str) -> str:
    """As the language prints it."""
    return " :" if language == "fr" else ":"


def attribution(article: Article, language: str, carried: int = 1) -> str:
    """Who published it and when, and how many articles tell the story."""
    origin = article.outlet or quoted(article.title, language)
    return f"{origin}, {dated(article, language, carried)}"


def dated(article: Article, language: str, carried: int = 1) -> str:
    """When it was published, and how many articles tell the story."""
    words = phrases(language)
    day = written_date(article.published, language) if article.published else words.undated
    notes = [words.inferred] if article.published_from is Provenance.INFERRED else []
    if carried > 1:
        notes.append(words.carried.format(n=carried))
    return f"{day} ({', '.join(notes)})" if notes else day


def written_date(day: date, language: str) -> str:
    """A date in full: "4 juillet 2024"."""
    return in_full(day, language if language in PHRASES else "fr")


def listed(words: Sequence[str], language: str) -> str:
    """Words of a question, quoted: "« prix », « cacao »"."""
    return ", ".join(quoted(word, language) for word in words)


def quoted(words: str, language: str) -> str:
    """Between the marks that the language prints.

    >>> quoted("prix", "fr"), quoted("price", "en")
    ('« prix »', '“price”')
    """
    return QUOTED.get(language, "“{}”").format(words)
