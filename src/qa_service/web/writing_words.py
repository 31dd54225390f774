"""What the pages say of an answer that a chat model wrote, or should have; as `i18n.PHRASES`."""

WRITING_PHRASES: dict[str, tuple[str, str]] = {
    "withdrawn": (
        "Ce qui précède est retiré.",
        "What stands above is withdrawn.",
    ),
    "written.by": (
        "Rédigé par {name}, vérifié phrase par phrase",
        "Written by {name}, checked sentence by sentence",
    ),
    "check.label": ("à vérifier", "to be checked"),
    "check.open": ("À vérifier, source {n} : {title}", "To be checked, source {n}: {title}"),
    "unverified.label": ("Non vérifié", "Unverified"),
    "unverified.shown.one": (
        "{n} phrase barrée : les articles ne l’étayent pas.",
        "{n} sentence is struck out: the articles do not support it.",
    ),
    "unverified.shown.other": (
        "{n} phrases barrées : les articles ne les étayent pas.",
        "{n} sentences are struck out: the articles do not support them.",
    ),
    "unverified.hidden.one": (
        "{n} phrase omise : les articles ne l’étayent pas.",
        "{n} sentence is left out: the articles do not support it.",
    ),
    "unverified.hidden.other": (
        "{n} phrases omises : les articles ne les étayent pas.",
        "{n} sentences are left out: the articles do not support them.",
    ),
    "fallback.then": (
        "La réponse cite donc les articles mot pour mot.",
        "So the answer quotes the articles word for word.",
    ),
    "fallback.timeout": (
        "Le modèle n’a pas fini à temps.",
        "The model was not done in time.",
    ),
    "fallback.rate_limited": (
        "Le modèle est trop sollicité.",
        "The model is asked too often.",
    ),
    "fallback.denied": (
        "Le modèle refuse la clé de ce serveur.",
        "The model does not accept this server’s key.",
    ),
    "fallback.unreachable": (
        "Le modèle n’est pas joignable.",
        "The model cannot be reached.",
    ),
    "fallback.refused": (
        "Le modèle n’a pas voulu répondre.",
        "The model would not answer.",
    ),
    "fallback.cut": (
        "Le texte du modèle n’est pas allé à son terme.",
        "The model’s text did not come to its end.",
    ),
    "fallback.broken": (
        "Le modèle n’a rien écrit de lisible.",
        "The model wrote nothing that can be read.",
    ),
    "fallback.withheld": (
        "Ce qui répond s’adresse à des modèles de langage : le modèle n’en a rien vu.",
        "What answers is addressed to language models: the model was shown none of it.",
    ),
    "fallback.no_answer": (
        "Le modèle n’a pas trouvé de réponse dans les articles.",
        "The model found no answer in the articles.",
    ),
    "fallback.nothing_supported": (
        "Les articles n’étayent rien de ce que le modèle a écrit.",
        "The articles support nothing that the model wrote.",
    ),
}
