"""What the pages say of an answer that a chat model wrote, or should have; as `i18n.PHRASES`."""

WRITING_PHRASES: dict[str, tuple[str, str]] = {
    "chat.withdrawn": (
        "Ce qui précède est retiré.",
        "What stands above is withdrawn.",
    ),
    "written.by": (
        "Rédigé par {name}, vérifié phrase par phrase",
        "Written by {name}, checked sentence by sentence",
    ),
    "unverified.label": ("Non vérifié", "Unverified"),
    "unverified.shown.one": (
        "{n} phrase du modèle n’est pas étayée par les articles ; elle est barrée.",
        "{n} sentence of the model is not supported by the articles; it is struck out.",
    ),
    "unverified.shown.other": (
        "{n} phrases du modèle ne sont pas étayées par les articles ; elles sont barrées.",
        "{n} sentences of the model are not supported by the articles; they are struck out.",
    ),
    "unverified.hidden.one": (
        "{n} phrase du modèle a été laissée de côté : les articles ne l’étayent pas.",
        "{n} sentence of the model was left out: the articles do not support it.",
    ),
    "unverified.hidden.other": (
        "{n} phrases du modèle ont été laissées de côté : les articles ne les étayent pas.",
        "{n} sentences of the model were left out: the articles do not support them.",
    ),
    "fallback.timeout": (
        "Le modèle n’a pas répondu à temps ; voici ce que disent les articles, mot pour mot.",
        "The model did not answer in time; this is what the articles say, word for word.",
    ),
    "fallback.rate_limited": (
        "Le modèle est trop sollicité ; voici ce que disent les articles, mot pour mot.",
        "The model is asked too often; this is what the articles say, word for word.",
    ),
    "fallback.denied": (
        "Le modèle a refusé la clé de ce serveur ; voici ce que disent les articles, mot pour mot.",
        "The model did not accept this server’s key; this is what the articles say, word for word.",
    ),
    "fallback.unreachable": (
        "Le modèle n’est pas joignable ; voici ce que disent les articles, mot pour mot.",
        "The model cannot be reached; this is what the articles say, word for word.",
    ),
    "fallback.refused": (
        "Le modèle n’a pas voulu répondre ; voici ce que disent les articles, mot pour mot.",
        "The model would not answer; this is what the articles say, word for word.",
    ),
    "fallback.cut": (
        "Le texte du modèle n’est pas allé à son terme ; voici ce que disent les articles, mot "
        "pour mot.",
        "The model’s text did not come to its end; this is what the articles say, word for word.",
    ),
    "fallback.broken": (
        "Le modèle n’a rien écrit de lisible ; voici ce que disent les articles, mot pour mot.",
        "The model wrote nothing that can be read; this is what the articles say, word for word.",
    ),
    "fallback.no_answer": (
        "Le modèle n’a pas trouvé de réponse dans les articles ; voici leurs phrases les plus "
        "proches de la question.",
        "The model found no answer in the articles; these are their sentences that come nearest to "
        "the question.",
    ),
    "fallback.nothing_supported": (
        "Rien de ce que le modèle a écrit n’est étayé par les articles ; voici ce qu’ils disent, "
        "mot pour mot.",
        "Nothing that the model wrote is supported by the articles; this is what they say, "
        "word for word.",
    ),
}
