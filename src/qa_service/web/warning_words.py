"""The words for what is found in articles, as in `i18n.PHRASES`."""

WARNING_PHRASES: dict[str, tuple[str, str]] = {
    "warning.title": ("À savoir sur cet article", "About this article"),
    "warning.lead": (
        "Il contient des mots qui s’adressent à un modèle de langage, ou que ses lecteurs ne "
        "voient pas. L’article reste consultable et peut être cité ; ces mots, marqués ci-dessous "
        "s’ils sont dans le texte, ne sont pas montrés aux modèles de langage.",
        "It holds words that address a language model, or that its readers do not see. The article "
        "can be read and quoted like any other; these words, marked below where they are in the "
        "text, are not shown to language models.",
    ),
    "warning.beside": ("Contenu signalé :", "Flagged content:"),
    "warning.not_in_text": ("absent du texte", "not in the text"),
    "warning.marked": ("passage signalé", "flagged words"),
    "warning.hidden_characters": (
        "caractères invisibles ou trompeurs",
        "hidden or misleading characters",
    ),
    "warning.hidden_text": ("texte caché aux lecteurs", "text hidden from readers"),
    "warning.instruction": (
        "instruction à un modèle de langage",
        "instruction to a language model",
    ),
    "warning.chat_format": (
        "balises de dialogue avec un modèle",
        "marks of a dialogue with a model",
    ),
    "warning.exfiltration": (
        "lien ou ordre qui emporte des données",
        "link or order that carries data away",
    ),
    "warning.encoded": ("instruction codée", "encoded instruction"),
    "warning.output_order": (
        "consigne sur la forme des réponses",
        "order about the form of answers",
    ),
    "ingest.warnings": ("Articles au contenu signalé", "Articles with flagged content"),
    "ingest.warnings_lead": (
        "Ils s’adressent à un modèle de langage ou cachent des mots à leurs lecteurs. Ils restent "
        "consultables ; ces mots ne sont pas montrés aux modèles de langage.",
        "They address a language model or hide words from their readers. They can be read like any "
        "other; these words are not shown to language models.",
    ),
}
