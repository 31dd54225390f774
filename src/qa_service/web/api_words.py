"""The words around the description of the HTTP interface, as in `i18n.PHRASES`.

What describes single operations and fields is English, as in the OpenAPI document it comes from.
"""

API_PHRASES: dict[str, tuple[str, str]] = {
    "api.title": ("L’API, pour les programmes", "The API, for programs"),
    "api.lead": (
        "Un programme peut poser des questions, lire les articles et gérer l’archive par HTTP. "
        "Chaque affirmation d’une réponse est une phrase citée d’un article ; ce que l’archive ne "
        "contient pas est refusé, avec la raison. Toute erreur est décrite en JSON (RFC 9457).",
        "A program can ask questions, read the articles and manage the archive over HTTP. Every "
        "statement of an answer is a sentence quoted from an article; what the archive does not "
        "hold is refused, with the reason. Whatever goes wrong is described in JSON (RFC 9457).",
    ),
    "api.first": ("Une première demande", "A first request"),
    "api.question": ("Quels sont les derniers articles ?", "What are the latest articles?"),
    "api.token": (
        "Ce serveur demande qui vous êtes : mettez un jeton à la place de JETON.",
        "This server asks who you are: put a token in the place of TOKEN.",
    ),
    "api.token_name": ("JETON", "TOKEN"),
    "api.document": (
        "La même description, à lire par un programme :",
        "The same description, for a program to read:",
    ),
    "api.english": (
        "Les descriptions qui suivent sont en anglais, comme dans ce document.",
        "",
    ),
    "api.contents": ("Sur cette page", "On this page"),
    "api.tag.Asking": ("Questions et articles", "Asking"),
    "api.tag.The archive": ("L’archive", "The archive"),
    "api.tag.The library": ("La bibliothèque", "The library"),
    "api.tag.The server": ("Le serveur", "The server"),
    "api.tag.Conversations": ("Les conversations", "Conversations"),
    "api.objects": ("Les objets", "Objects"),
    "api.name": ("Nom", "Name"),
    "api.type": ("Type", "Type"),
    "api.meaning": ("Sens", "Meaning"),
    "api.required": ("(obligatoire)", "(required)"),
    "api.parameters": ("Paramètres de {name}", "Parameters of {name}"),
    "api.fields": ("Champs de {name}", "Fields of {name}"),
    "api.body": ("Corps, en application/json :", "Body, as application/json:"),
    "api.values": ("L’un de :", "One of:"),
}
