"""Every word of the interface in French and English, and the choice between the two.

The pages' scripts get theirs from here too: see `Words.for_scripts`.
"""

import re
from datetime import date, datetime
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from flask import Request

from qa_service.domain.article import Provenance
from qa_service.domain.period import Period
from qa_service.text.dates import in_full
from qa_service.web.api_words import API_PHRASES
from qa_service.web.conversation_words import CONVERSATION_PHRASES
from qa_service.web.library_words import LIBRARY_PHRASES
from qa_service.web.warning_words import WARNING_PHRASES
from qa_service.web.writing_words import WRITING_PHRASES

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")  # the first where a browser asks for neither
COOKIE = "lang"

# key: (French, English); "x.one" and "x.other" are the two numbers of "x".
PHRASES: dict[str, tuple[str, str]] = {
    **API_PHRASES,
    **CONVERSATION_PHRASES,
    **LIBRARY_PHRASES,
    **WARNING_PHRASES,
    **WRITING_PHRASES,
    "site.name": ("Questions à l’archive", "Ask the archive"),
    "site.skip": ("Aller au contenu", "Skip to content"),
    "site.other_language": ("English", "Français"),
    "site.api": ("Interface pour les programmes (API)", "Interface for programs (API)"),
    "nav.label": ("Navigation principale", "Main navigation"),
    "nav.chat": ("Questions", "Questions"),
    "nav.articles": ("Articles", "Articles"),
    # the chat
    "chat.title": ("Que voulez-vous savoir ?", "What would you like to know?"),
    "chat.lead": (
        "Chaque affirmation de la réponse renvoie à l’article dont elle est tirée. "
        "Quand l’archive ne sait pas, elle le dit.",
        "Every statement of an answer leads to the article it is taken from. "
        "When the archive does not know, it says so.",
    ),
    "chat.holds": ("L’archive contient", "The archive holds"),
    "chat.topics": ("Il y est question de :", "It is about:"),
    "chat.no_articles": (
        "L’archive est encore vide. Déposez des articles dans ses dossiers, puis mettez-la à "
        "jour depuis la page des articles.",
        "The archive is still empty. Put articles into its folders, then update it from the "
        "page of articles.",
    ),
    "chat.to_articles": ("Aller aux articles", "Go to the articles"),
    "chat.examples": ("Par exemple", "For example"),
    "chat.conversation": ("Conversation", "Conversation"),
    "chat.question": ("Votre question", "Your question"),
    "chat.placeholder": ("Posez votre question…", "Ask your question…"),
    "chat.send": ("Envoyer", "Send"),
    "chat.hint": (
        "Entrée pour envoyer, Maj + Entrée pour aller à la ligne",
        "Enter to send, Shift + Enter for a new line",
    ),
    "chat.new": ("Nouvelle conversation", "New conversation"),
    "chat.pending": ("Recherche dans l’archive…", "Searching the archive…"),
    "chat.preparing": (
        "L’archive se prépare ; la question partira dès que possible…",
        "The archive is being prepared; the question will be sent as soon as possible…",
    ),
    "chat.stop": ("Arrêter la réponse", "Stop the answer"),
    "chat.retry": ("Réessayer", "Try again"),
    "chat.tools": ("Que faire de cette réponse", "What to do with this answer"),
    "chat.copy": ("Copier", "Copy"),
    "chat.copy_with": ("Copier avec les sources", "Copy with sources"),
    "chat.quote": ("« {text} »", "“{text}”"),
    "chat.footnote": ("{place} : « {text} »", "{place}: “{text}”"),
    "chat.markdown": ("Markdown", "Markdown"),
    "chat.markdown_with": ("Copier en Markdown avec les sources", "Copy as Markdown with sources"),
    "chat.copied": ("Copié", "Copied"),
    "chat.uncopied": (
        "Le navigateur a refusé la copie. Sélectionnez le texte pour le copier.",
        "The browser refused to copy. Select the text to copy it.",
    ),
    "chat.print": ("Imprimer", "Print"),
    "chat.again": ("Redemander", "Ask again"),
    "chat.up": ("Bonne réponse", "Good answer"),
    "chat.down": ("Mauvaise réponse", "Bad answer"),
    "chat.rated": ("Avis noté", "Rating kept"),
    "chat.unrated": ("L’avis n’a pas pu être noté", "The rating could not be kept"),
    "chat.sources": ("Sources", "Sources"),
    "reply.sources": ("Sources :", "Sources:"),
    "reply.near": ("Passages les plus proches :", "Closest passages:"),
    "chat.refused": ("Sans réponse", "No answer"),
    "chat.reason": ("Pourquoi :", "Why:"),
    "chat.unclear": ("Votre question peut en désigner plusieurs", "Your question can mean several"),
    "chat.understood": ("Compris comme :", "Understood as:"),
    "chat.near": ("Passages les plus proches", "Closest passages"),
    "chat.failed": ("La question n’a pas abouti", "The question did not get through"),
    "chat.answered.one": ("Réponse, {n} source :", "Answer, {n} source:"),
    "chat.answered.other": ("Réponse, {n} sources :", "Answer, {n} sources:"),
    "fail.empty": ("Écrivez d’abord une question.", "Write a question first."),
    "fail.long": (
        "La question est trop longue. Ramenez-la à {n} caractères au plus.",
        "The question is too long. Shorten it to {n} characters at most.",
    ),
    "fail.network": (
        "Le serveur ne répond pas. Vérifiez qu’il est lancé et que le réseau fonctionne, puis "
        "réessayez.",
        "The server does not answer. Check that it is running and that the network works, then "
        "try again.",
    ),
    "fail.timeout": (
        "La réponse se fait trop attendre. Réessayez, ou posez une question plus courte.",
        "The answer is taking too long. Try again, or ask a shorter question.",
    ),
    "fail.login": (
        "Vous n’êtes plus connecté. Rechargez la page, puis connectez-vous.",
        "You are no longer logged in. Reload the page, then log in.",
    ),
    "fail.too_many": (
        "Trop de questions en peu de temps. Attendez une minute, puis réessayez.",
        "Too many questions in a short time. Wait a minute, then try again.",
    ),
    "fail.cancelled": ("Réponse arrêtée.", "Answer stopped."),
    "fail.broken": (
        "La réponse s’est interrompue. Réessayez.",
        "The answer broke off. Try again.",
    ),
    "fail.interrupted": (
        "La page a été quittée avant la réponse.",
        "The page was left before the answer came.",
    ),
    "fail.server": (
        "Le serveur a rencontré une erreur. Réessayez ; si elle persiste, consultez son journal.",
        "The server met an error. Try again; if it persists, read its log.",
    ),
    "assurance.sure": ("Confiance élevée", "High confidence"),
    "assurance.likely": ("Confiance moyenne", "Fair confidence"),
    "assurance.closest": (
        "Confiance faible : vérifiez la source",
        "Low confidence: check the source",
    ),
    "evidence.between": ("Sources du {first} au {last}", "Sources from {first} to {last}"),
    "evidence.day": ("Source du {first}", "Source of {first}"),
    "evidence.inferred": ("(date déduite du texte)", "(date inferred from the text)"),
    "evidence.none": ("Sources sans date", "Undated sources"),
    "period.between": ("du {first} au {last}", "{first} to {last}"),
    "period.day": ("le {first}", "{first}"),
    "period.from": ("à partir du {first}", "from {first}"),
    "period.until": ("jusqu’au {last}", "until {last}"),
    "period.searched": ("Période cherchée :", "Period searched:"),
    "period.without": ("Chercher sans « {text} »", "Search without “{text}”"),
    "held.title": ("Ce que contient l’archive", "What the archive holds"),
    "held.outlets": ("Journaux :", "Outlets:"),
    "held.others.one": ("et {n} autre", "and {n} other"),
    "held.others.other": ("et {n} autres", "and {n} others"),
    "citation.marker": ("Source {n} : {title}", "Source {n}: {title}"),
    "citation.speaker": ("selon {name}", "according to {name}"),
    "citation.superseded": ("dit auparavant", "said earlier"),
    "citation.also_in": ("Aussi paru dans :", "Also published in:"),
    "citation.undated": ("sans date", "undated"),
    "citation.page": ("p. {n}", "p. {n}"),
    # the source beside the chat
    "source.title": ("Source", "Source"),
    "source.close": ("Fermer la source", "Close the source"),
    "source.previous": ("Source précédente", "Previous source"),
    "source.next": ("Source suivante", "Next source"),
    "source.of": ("{n} sur {count}", "{n} of {count}"),
    "source.loading": ("Ouverture de l’article…", "Opening the article…"),
    "source.failed": (
        "L’article n’a pas pu être ouvert. Réessayez, ou ouvrez sa page.",
        "The article could not be opened. Try again, or open its page.",
    ),
    "source.gone": (
        "Cet article n’est plus dans l’archive.",
        "This article is no longer in the archive.",
    ),
    "source.page": ("Page de l’article", "Article page"),
    "source.original": ("Article d’origine", "Original article"),
    # dates
    "date.unknown": ("date inconnue", "date unknown"),
    "date.front_matter": ("indiquée par le fichier", "given by the file"),
    "date.record": (
        "indiquée par la notice, le flux ou le courriel",
        "given by the record, feed or mail",
    ),
    "date.json_ld": ("tirée des données JSON-LD de la page", "from the page’s JSON-LD"),
    "date.meta": ("tirée des métadonnées de la page", "from the page’s metadata"),
    "date.url": ("tirée de l’adresse de la page", "from the page’s address"),
    "date.printed": ("imprimée dans la page", "printed in the page"),
    "date.text": ("écrite dans le texte", "written in the text"),
    "date.inferred": ("déduite du texte", "inferred from the text"),
    "date.file_name": ("tirée du nom du fichier", "from the file’s name"),
    # articles
    "articles.title": ("Articles", "Articles"),
    "articles.count.one": ("{n} article", "{n} article"),
    "articles.count.other": ("{n} articles", "{n} articles"),
    "articles.none": (
        "L’archive ne contient encore aucun article.",
        "The archive holds no articles yet.",
    ),
    "articles.no_match": (
        "Aucun article ne correspond. Essayez d’autres mots.",
        "No article matches. Try other words.",
    ),
    "articles.no_filtered": (
        "Aucun article ne répond à ces filtres. Retirez-en, ou affichez tout.",
        "No article meets these filters. Take some away, or show all.",
    ),
    "articles.bin": ("Corbeille ({n})", "Bin ({n})"),
    "articles.bin_empty": ("La corbeille est vide.", "The bin is empty."),
    "articles.filter_send": ("Filtrer", "Filter"),
    "articles.filter_clear": ("Tout afficher", "Show all"),
    "articles.pages": ("Pages de la liste", "Pages of the list"),
    "articles.page": ("Page {n} sur {count}", "Page {n} of {count}"),
    "articles.previous": ("Plus récents", "Newer"),
    "articles.next": ("Plus anciens", "Older"),
    "articles.original": ("Original", "Original"),
    "articles.original_of": ("Article d’origine : {title}", "Original article: {title}"),
    "article.back": ("Tous les articles", "All articles"),
    "article.by": ("Par {author}", "By {author}"),
    "article.quoted": ("Le passage cité est surligné.", "The quoted passage is highlighted."),
    "article.to_quote": ("Aller au passage", "Go to the passage"),
    # the folders
    "sources.title": ("Dossiers suivis", "Followed folders"),
    "sources.period": ("du {first} au {last}", "{first} to {last}"),
    "sources.gone": (
        "introuvable ; ses articles sont gardés jusqu’à son retour",
        "gone; its articles are kept until it is back",
    ),
    # coming in
    "login.title": ("Connexion", "Log in"),
    "login.lead": (
        "Cette archive est réservée à qui en a le mot de passe.",
        "This archive is for those who have its password.",
    ),
    "login.secret": ("Mot de passe ou jeton", "Password or token"),
    "login.send": ("Se connecter", "Log in"),
    "login.wrong": (
        "Ce n’est ni le mot de passe ni un jeton. Vérifiez-le, puis réessayez.",
        "This is neither the password nor a token. Check it, then try again.",
    ),
    "login.too_many": (
        "Trop d’essais. Attendez une minute, puis réessayez.",
        "Too many attempts. Wait a minute, then try again.",
    ),
    "login.out": ("Se déconnecter", "Log out"),
    # pages in place of others
    "preparing.title": ("L’archive se prépare", "The archive is being prepared"),
    "preparing.lead": (
        "Les modèles se chargent, le plus souvent en quelques secondes. "
        "Cette page s’ouvrira d’elle-même.",
        "The models are loading, mostly within seconds. This page will open by itself.",
    ),
    "preparing.retry": ("Réessayer maintenant", "Try again now"),
    "error.home": ("Retour aux questions", "Back to the questions"),
    "error.status": ("Erreur\u00a0{n}", "Error\u00a0{n}"),
    "error.404": ("Page introuvable", "Page not found"),
    "error.404.advice": (
        "Cette adresse ne mène à rien, ou ce qu’elle montrait a été supprimé depuis.",
        "This address leads nowhere, or what it showed has since been deleted.",
    ),
    "error.503": ("L’archive n’a pas pu être ouverte", "The archive could not be opened"),
    "error.503.advice": (
        "Corrigez la cause ci-dessous, puis redémarrez le serveur.",
        "Mend the cause given below, then start the server again.",
    ),
    "error.429": ("Trop de demandes", "Too many requests"),
    "error.429.advice": (
        "Attendez une minute, puis réessayez.",
        "Wait a minute, then try again.",
    ),
    "error.504": ("La réponse se fait trop attendre", "The answer is taking too long"),
    "error.504.advice": (
        "Reposez la question dans un moment, ou demandez moins, comme une période plus courte.",
        "Ask again in a moment, or ask about less, such as a shorter period.",
    ),
    "error.other": ("La demande n’a pas abouti", "The request did not succeed"),
    "error.other.advice": (
        "Revenez en arrière et réessayez ; si l’erreur persiste, consultez le journal du serveur.",
        "Go back and try again; if the error persists, read the server’s log.",
    ),
}

# by the page whose scripts need them
SCRIPT_PREFIXES: dict[str, tuple[str, ...]] = {
    "chat": (
        "articles.count",
        *(f"chat.{name}" for name in ("answered", "copied", "copy_with", "failed", "footnote")),
        *(f"chat.{name}" for name in ("markdown_with", "pending", "preparing", "quote", "rated")),
        *(f"chat.{name}" for name in ("refused", "retry", "send", "stop", "uncopied", "unrated")),
        "assurance.",
        "check.",
        "citation.",
        "date.inferred",
        "date.unknown",
        "evidence.",
        "fail.",
        "fallback.",
        "held.others",
        "period.",
        *(f"source.{name}" for name in ("failed", "gone", "loading", "of")),
        "unverified.",
        "written.",
    ),
    "library": ("fail.network", "ingest.running", "upload.large", "upload.sending"),
}


class Words:
    """The interface in one language.

    >>> Words("fr")("error.status", n=404), Words("en").count("articles.count", 2)
    ('Erreur\\xa0404', '2 articles')
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._column = LANGUAGES.index(language)

    def __call__(self, key: str, **values: object) -> str:
        """The phrase of that key, its `{names}` filled in; KeyError for an unknown key."""
        return self._phrase(key).format(**values)

    def count(self, key: str, n: int) -> str:
        """The phrase in the number of `n`: French counts nought as one."""
        is_one = n < 2 if self.language == "fr" else n == 1
        return self(f"{key}.{'one' if is_one else 'other'}", n=self.number(n))

    def number(self, n: int) -> str:
        """A number with the language's grouping."""
        return format_decimal(n, locale=self.language)

    def day(self, day: date) -> str:
        """A date written out.

        >>> Words("fr").day(date(2020, 9, 1)), Words("en").day(date(2020, 9, 1))
        ('1er septembre 2020', 'September 1, 2020')
        """
        return in_full(day, self.language)

    def moment(self, moment: datetime) -> str:
        """A moment in the server's own time zone, to the minute."""
        here = moment.astimezone()
        return f"{self.day(here)}, {here:%H:%M}"

    def period(self, period: Period, of: str = "period") -> str:
        """A stretch of time that is searched, or `of` what is cited; one end at least is set.

        >>> Words("fr").period(Period(date(2021, 3, 2), date(2021, 12, 31)))
        'du 2 mars 2021 au 31 décembre 2021'
        """
        first, last = (self.day(day) if day else "" for day in (period.start, period.end))
        if first and last:
            return self(f"{of}.{'day' if first == last else 'between'}", first=first, last=last)
        return self(f"{of}.from", first=first) if first else self(f"{of}.until", last=last)

    def page(self, number: int, label: str | None = None) -> str:
        """Names a page of a file, with the number that the file gives it where that is another.

        >>> Words("fr").page(3), Words("fr").page(6, "iv")
        ('p. 3', 'p. 6 (iv)')
        """
        return self("citation.page", n=f"{number} ({label})" if label else number)

    def provenance(self, provenance: Provenance) -> str:
        """Where a date comes from."""
        return self(f"date.{provenance}")

    def language_name(self, code: str) -> str:
        """A language's name, or its code where it has none.

        >>> Words("fr").language_name("en"), Words("fr").language_name("?")
        ('anglais', '?')
        """
        try:
            return Locale.parse(code).get_language_name(self.language) or code
        except (ValueError, UnknownLocaleError):
            return code

    def for_scripts(self, page: str) -> dict[str, Any]:
        """What the scripts of a page need to speak as the server does."""
        keys = [key for key in PHRASES if key.startswith(SCRIPT_PREFIXES[page])]
        return {
            "language": self.language,
            "phrases": {key: self._phrase(key) for key in keys},
        }

    def _phrase(self, key: str) -> str:
        phrase = PHRASES[key][self._column]
        return french_spaces(phrase) if self.language == "fr" else phrase


def french_spaces(phrase: str) -> str:
    """No-break spaces where French typography wants them.

    >>> french_spaces("Quoi ? « Ceci » : non")
    'Quoi\\u202f? «\\xa0Ceci\\xa0»\\xa0: non'
    """
    phrase = re.sub(r" (?=[?!;])", "\u202f", phrase)
    return re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", phrase)


def chosen_language(request: Request) -> Language:
    """The language asked for: by the address, then the cookie, then the browser; else French."""
    accepted = [code.split("-")[0].lower() for code, quality in request.accept_languages if quality]
    for choice in (request.args.get("lang"), request.cookies.get(COOKIE), *accepted):
        for language in LANGUAGES:
            if choice == language:
                return language
    return LANGUAGES[0]
