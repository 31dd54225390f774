"""What the program says of itself and its archive, in the question's language.

In full in French and English. In the other languages it greets, thanks and takes leave, which is
all that is recognised in them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Courtesies:
    """The courtesies of one language."""

    greeting: str
    thanks: str
    farewell: str


@dataclass(frozen=True, slots=True)
class AboutPhrases:
    """The sentences of one language; "{many}" stands for a list of names with their counts."""

    how_are_you: str
    identity: str
    identity_written: str  # where the chat model {model} writes
    abilities: str
    abilities_written: str  # where a chat model writes
    examples: str  # what stands above questions that the archive answers
    more: str  # how else a question can be limited
    holds: str  # {count} articles
    undated: str  # {count} articles have no date
    within: str  # counted is what was asked for, by date, alone
    chosen: str  # the same by other filters
    fill: str  # how an archive is filled
    languages: str
    answers_in: str  # which languages are understood
    outlets: str
    no_outlet: str  # none is known
    outlet_unknown: str  # {count} articles say none
    authors: str
    no_author: str
    author_unknown: str
    folders: str  # {count} files and folders are followed
    sources: str  # that the articles are all there is
    newest: str  # what stands above titles with outlet and date
    names: str  # {many} are what articles begin with
    words: str  # {many} stand in their titles
    no_topics: str
    others: str  # {count} that are not listed


COURTESIES = {
    "fr": Courtesies(
        "Bonjour ! Posez une question sur les articles de cette archive.",
        "Avec plaisir. Posez une autre question quand vous voulez.",
        "Au revoir, et à bientôt.",
    ),
    "en": Courtesies(
        "Hello! Ask a question about the articles of this archive.",
        "You are welcome. Ask another question whenever you like.",
        "Goodbye, and see you soon.",
    ),
    "es": Courtesies(
        "¡Hola! Haga una pregunta sobre los artículos de este archivo.",
        "De nada. Haga otra pregunta cuando quiera.",
        "Adiós, y hasta pronto.",
    ),
    "de": Courtesies(
        "Guten Tag! Stellen Sie eine Frage zu den Artikeln dieses Archivs.",
        "Gern geschehen. Stellen Sie jederzeit eine weitere Frage.",
        "Auf Wiedersehen und bis bald.",
    ),
    "pt": Courtesies(
        "Olá! Faça uma pergunta sobre os artigos deste arquivo.",
        "De nada. Faça outra pergunta quando quiser.",
        "Adeus e até breve.",
    ),
    "it": Courtesies(
        "Buongiorno! Faccia una domanda sugli articoli di questo archivio.",
        "Prego. Faccia un’altra domanda quando vuole.",
        "Arrivederci e a presto.",
    ),
    "nl": Courtesies(
        "Hallo! Stel een vraag over de artikelen in dit archief.",
        "Graag gedaan. Stel gerust nog een vraag.",
        "Tot ziens.",
    ),
    "ar": Courtesies(
        "مرحبًا! اطرح سؤالًا عن مقالات هذا الأرشيف.",
        "على الرحب والسعة. اطرح سؤالًا آخر متى شئت.",
        "إلى اللقاء.",
    ),
    "ru": Courtesies(
        "Здравствуйте! Задайте вопрос о статьях этого архива.",
        "Пожалуйста. Задавайте следующий вопрос, когда захотите.",
        "До свидания.",
    ),
}
ABOUT_PHRASES = {
    "fr": AboutPhrases(
        "Merci de le demander ! Je suis un programme et ne ressens rien, mais tout fonctionne. "
        "Que voulez-vous savoir de ces articles ?",
        "Je suis un programme qui cherche dans les articles de cette archive et en cite les "
        "phrases, mot pour mot. Je ne suis ni une personne ni un modèle de langage : je "
        "n’invente aucun texte, et quand les articles ne répondent pas, je le dis.",
        "Je suis un programme qui cherche dans les articles de cette archive. Un modèle de "
        "langage, {model}, rédige mes réponses à partir de leurs phrases ; chacune des siennes est "
        "vérifiée dans les articles avant de compter. Quand les articles ne répondent pas, je le "
        "dis.",
        "Je réponds à des questions sur les articles de cette archive, et d’eux seuls : la réponse "
        "est faite de leurs phrases, chacune avec sa source. Je trouve aussi qui a dit quoi, et ce "
        "qui date d’une période (« en juin 2021 »).",
        "Je réponds à des questions sur les articles de cette archive, et d’eux seuls : un modèle "
        "de langage rédige la réponse à partir de leurs phrases, et chaque phrase qu’il écrit est "
        "vérifiée dans les articles et porte sa source. S’il échoue, je cite les articles mot pour "
        "mot. Je trouve aussi qui a dit quoi, et ce qui date d’une période (« en juin 2021 »).",
        "Par exemple :",
        "Sur l’archive elle-même, demandez ses sources, sa période, ses sujets ou ses derniers "
        "articles.",
        "Nombre d’articles dans l’archive : {count}.",
        "Sans date : {count}.",
        "Seuls sont comptés les articles datés de la période choisie.",
        "Seuls sont comptés les articles que retiennent les filtres choisis.",
        "Pour la remplir : qa-service ingest DOSSIER, ou le bouton « Mettre l’archive à jour » de "
        "la page des articles.",
        "Langues des articles : {many}.",
        "Les questions sont comprises en français, en anglais et, plus simplement, dans sept "
        "autres "
        "langues ; les citations restent dans la langue de l’article.",
        "Journaux et autres médias : {many}.",
        "Aucun article n’indique son journal.",
        "Sans journal indiqué : {count}.",
        "Auteurs : {many}.",
        "Aucun article n’indique son auteur.",
        "Sans auteur indiqué : {count}.",
        "Dossiers ou fichiers suivis : {count}.",
        "Mes seules sources sont les articles de cette archive ; je ne consulte pas Internet.",
        "Les articles les plus récents :",
        "Noms les plus fréquents dans les titres et les débuts d’articles : {many}.",
        "Mots les plus fréquents des titres : {many}.",
        "Aucun nom ne revient assez souvent pour dire de quoi parle l’archive.",
        "et {count} autres",
    ),
    "en": AboutPhrases(
        "Thank you for asking! I am a program and feel nothing, but everything is working. What "
        "would you like to know from these articles?",
        "I am a program that searches the articles of this archive and quotes their sentences, "
        "word "
        "for word. I am neither a person nor a language model: I make up no text, and when the "
        "articles do not answer, I say so.",
        "I am a program that searches the articles of this archive. A language model, {model}, "
        "writes my answers from their sentences; each of its own is checked against the articles "
        "before it counts. When the articles do not answer, I say so.",
        "I answer questions about the articles of this archive, and from them alone: an answer is "
        "made of their sentences, each with its source. I also find who said what, and what is of "
        "a period (“in June 2021”).",
        "I answer questions about the articles of this archive, and from them alone: a language "
        "model writes the answer from their sentences, and each sentence that it writes is checked "
        "against the articles and has its source. Where it fails, I quote the articles word for "
        "word. I also find who said what, and what is of a period (“in June 2021”).",
        "For example:",
        "About the archive itself, ask for its sources, its period, its topics or its latest "
        "articles.",
        "Articles in the archive: {count}.",
        "Undated: {count}.",
        "Only dated articles of the chosen period are counted.",
        "Only articles that meet the chosen filters are counted.",
        "To fill it: qa-service ingest FOLDER, or the button “Update the archive” on the page of "
        "articles.",
        "Languages of the articles: {many}.",
        "Questions are understood in English, French and, more simply, seven other languages; "
        "quotes stay in the language of the article.",
        "Newspapers and other outlets: {many}.",
        "No article names its outlet.",
        "Without an outlet: {count}.",
        "Authors: {many}.",
        "No article names its author.",
        "Without an author: {count}.",
        "Followed folders or files: {count}.",
        "My only sources are the articles of this archive; I do not consult the Internet.",
        "The most recent articles:",
        "Most frequent names in the titles and openings of articles: {many}.",
        "Most frequent words in titles: {many}.",
        "No name occurs often enough to tell what the archive is about.",
        "and {count} others",
    ),
}


def courtesies(language: str) -> Courtesies:
    """The courtesies of a language; French where there are none."""
    return COURTESIES.get(language, COURTESIES["fr"])


def about_phrases(language: str) -> AboutPhrases:
    """The phrases of a language; French where there are none."""
    return ABOUT_PHRASES.get(language, ABOUT_PHRASES["fr"])
