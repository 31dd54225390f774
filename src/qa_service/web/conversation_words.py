"""The words of the pages of what is kept, as in `i18n.PHRASES`."""

CONVERSATION_PHRASES: dict[str, tuple[str, str]] = {
    "nav.conversations": ("Conversations", "Conversations"),
    "conversations.title": ("Conversations", "Conversations"),
    "conversations.count.one": ("{n} conversation", "{n} conversation"),
    "conversations.count.other": ("{n} conversations", "{n} conversations"),
    "conversations.questions.one": ("{n} question", "{n} question"),
    "conversations.questions.other": ("{n} questions", "{n} questions"),
    "conversations.none": (
        "Aucune conversation n’est conservée pour l’instant.",
        "No conversation has been kept yet.",
    ),
    "conversations.no_match": (
        "Aucune conversation ne correspond. Essayez d’autres mots.",
        "No conversation matches. Try other words.",
    ),
    "conversations.search": (
        "Chercher dans les titres, les questions et les réponses",
        "Search titles, questions and answers",
    ),
    "conversations.search_send": ("Chercher", "Search"),
    "conversations.actions": ("Actions sur « {title} »", "Actions on “{title}”"),
    "conversations.rename": ("Renommer", "Rename"),
    "conversations.new_title": ("Nouveau titre", "New title"),
    "conversations.save": ("Enregistrer", "Save"),
    "conversations.bad_title": (
        "Un titre compte de 1 à {n} caractères.",
        "A title has 1 to {n} characters.",
    ),
    "conversations.delete": ("Supprimer", "Delete"),
    "conversations.delete_sure": (
        "Cette conversation et ses réponses seront supprimées pour de bon ; les liens vers elles "
        "ne mèneront plus à rien.",
        "This conversation and its answers will be deleted for good; links to them will lead "
        "nowhere.",
    ),
    "conversations.delete_now": ("Supprimer pour de bon", "Delete for good"),
    "conversations.delete_all": (
        "Supprimer toutes les conversations",
        "Delete all conversations",
    ),
    "conversations.delete_all_sure": (
        "Toutes les conversations, de tous ceux qui utilisent ce serveur, seront supprimées pour "
        "de bon, avec les avis donnés.",
        "All conversations, of everybody who uses this server, will be deleted for good, ratings "
        "included.",
    ),
    "conversations.renamed": ("Conversation renommée.", "Conversation renamed."),
    "conversations.deleted": ("Conversation supprimée.", "Conversation deleted."),
    "conversations.all_deleted": (
        "Toutes les conversations ont été supprimées.",
        "All conversations have been deleted.",
    ),
    "conversations.kept": (
        "Les questions et les réponses restent sur ce serveur jusqu’à ce que quelqu’un les "
        "supprime. Rien n’y indique qui a posé une question, mais toute personne qui a accès au "
        "serveur peut les lire.",
        "Questions and answers are kept on this server, with nothing of who asked, until somebody "
        "deletes them. Whoever can reach the server can read them.",
    ),
    "conversations.not_kept": (
        "Ce serveur est réglé pour ne rien conserver des questions posées désormais.",
        "This server is set to keep nothing of what is asked from now on.",
    ),
    "conversations.holds": ("Trouvé ici :", "Found here:"),
    "conversations.export": ("Exporter :", "Export:"),
    "answer.title": ("Réponse", "Answer"),
    "answer.given": ("Réponse donnée le {moment}", "Answer given on {moment}"),
    "answer.link": ("Page de cette réponse", "Page of this answer"),
    "answer.copy_link": ("Copier le lien", "Copy the link"),
    "answer.conversation": ("Toute la conversation", "The whole conversation"),
    "answer.rate": ("Votre avis sur cette réponse", "What you think of this answer"),
    "answer.up": ("Utile", "Helpful"),
    "answer.down": ("Pas utile", "Not helpful"),
    "answer.unrate": ("Retirer l’avis", "Take it back"),
    "citation.changed": (
        "L’article a changé depuis : ces mots n’y sont plus à cette place. La citation est montrée "
        "telle qu’elle était.",
        "The article has since changed: these words no longer stand there. The quote is shown as "
        "it was.",
    ),
    "citation.gone": (
        "L’article n’est plus dans l’archive. La citation est montrée telle qu’elle était.",
        "The article is no longer in the archive. The quote is shown as it was.",
    ),
    "export.made": ("Conversation exportée le {moment}", "Conversation exported on {moment}"),
    "export.source": ("Lire l’article", "Read the article"),
}
