"""The words of the library's pages, as in `i18n.PHRASES`."""

LIBRARY_PHRASES: dict[str, tuple[str, str]] = {
    "library.work": ("Ajouter ou mettre à jour des articles", "Add or update articles"),
    # uploading
    "upload.title": ("Ajouter des articles", "Add articles"),
    "upload.lead": (
        "Choisissez des fichiers, ou déposez-les n’importe où sur cette page.",
        "Choose files, or drop them anywhere on this page.",
    ),
    "upload.lead_plain": ("Choisissez un ou plusieurs fichiers.", "Choose one file or several."),
    "upload.limits": (
        "{kinds} ; {n} Mo au plus à la fois, {m} Mo de texte par article. Un fichier du même nom "
        "qu’un autre le remplace.",
        "{kinds}; at most {n} MB at a time, {m} MB of text an article. A file of the same name as "
        "another replaces it.",
    ),
    "upload.files": ("Fichiers", "Files"),
    "upload.send": ("Ajouter", "Add"),
    "upload.drop": ("Déposez les fichiers ici", "Drop the files here"),
    "upload.none": (
        "Aucun fichier n’a été choisi. Choisissez-en un, puis ajoutez-le.",
        "No file was chosen. Choose one, then add it.",
    ),
    "upload.large": (
        "Ces fichiers font {size} Mo, plus que les {n} Mo permis à la fois. Ajoutez-les en "
        "plusieurs fois.",
        "These files have {size} MB, more than the {n} MB allowed at a time. Add them in several "
        "steps.",
    ),
    "upload.sending": ("Envoi en cours…", "Sending…"),
    "upload.waiting": ("en attente", "waiting"),
    "upload.added": ("ajouté", "added"),
    "upload.changed": ("mis à jour", "updated"),
    "upload.unchanged": ("inchangé : l’archive l’a déjà", "unchanged: the archive has it already"),
    "upload.refused": ("refusé", "refused"),
    "upload.replaces": (
        "Il remplace le fichier du même nom.",
        "It replaces the file of the same name.",
    ),
    # ingestion
    "ingest.title": ("Mise à jour", "Update"),
    "ingest.lead": (
        "Relire les dossiers de l’archive et les sources du web à consulter, pour tenir compte des "
        "articles ajoutés, modifiés, déplacés ou supprimés.",
        "Read the archive’s folders again, and the sources on the web that are due: new, changed, "
        "moved and deleted articles are brought in step.",
    ),
    "ingest.start": ("Mettre l’archive à jour", "Update the archive"),
    "ingest.running": ("Mise à jour en cours…", "Updating…"),
    "ingest.reading": ("Lecture des fichiers…", "Reading the files…"),
    "ingest.loading": (
        "Chargement du modèle qui indexe les articles, puis premiers articles…",
        "Loading the model that indexes articles, then the first articles…",
    ),
    "ingest.step": ("Articles : {done} sur {total}", "Articles: {done} of {total}"),
    "ingest.refreshes": (
        "Cette page se recharge d’elle-même.",
        "This page reloads by itself.",
    ),
    "ingest.done": ("Archive à jour", "Archive up to date"),
    "ingest.taken": ("Fichiers traités", "Files processed"),
    "ingest.partial": (
        "Archive à jour, sauf les fichiers ci-dessous",
        "Archive up to date, except for the files below",
    ),
    "ingest.partly_taken": (
        "Fichiers traités, dont certains ont été refusés",
        "Files processed, some of which were refused",
    ),
    "ingest.stopped": ("La mise à jour a échoué", "The update failed"),
    "ingest.added": ("Ajoutés", "Added"),
    "ingest.replaced": ("Remplacés", "Replaced"),
    "ingest.moved": ("Déplacés", "Moved"),
    "ingest.removed": ("Retirés", "Removed"),
    "ingest.unchanged": ("Inchangés", "Unchanged"),
    "ingest.failed": ("Illisibles", "Unreadable"),
    "ingest.failures": ("Ce qui n’a pas pu être lu", "What could not be read"),
    "ingest.reason": ("Raison", "Reason"),
    "ingest.next": ("Que faire", "What to do"),
    "ingest.seconds": ("Durée : {n}\u00a0s", "Duration: {n}\u00a0s"),
    "ingest.look": ("Suivre le travail en cours", "Follow the work in progress"),
    # sources on the web
    "web.title": ("Sources du web suivies", "Followed sources on the web"),
    "web.feed": ("fil d’actualité", "feed"),
    "web.sitemap": ("plan de site", "sitemap"),
    "web.page": ("page", "page"),
    "web.pages.one": ("{n} page récupérée", "{n} page fetched"),
    "web.pages.other": ("{n} pages récupérées", "{n} pages fetched"),
    "web.fetched": ("dernière visite le {moment}", "last visited on {moment}"),
    "web.waiting": ("pas encore de visite", "not visited yet"),
    "web.next": ("prochaine visite à partir du {moment}", "next visit from {moment} on"),
    "web.failing.one": ("{n} page inaccessible", "{n} page out of reach"),
    "web.failing.other": ("{n} pages inaccessibles", "{n} pages out of reach"),
    "web.beyond.one": ("{n} page plus ancienne non récupérée", "{n} older page not fetched"),
    "web.beyond.other": ("{n} pages plus anciennes non récupérées", "{n} older pages not fetched"),
    "web.gone.one": (
        "{n} page disparue du web, dont l’article est gardé",
        "{n} page gone from the web, whose article is kept",
    ),
    "web.gone.other": (
        "{n} pages disparues du web, dont les articles sont gardés",
        "{n} pages gone from the web, whose articles are kept",
    ),
    "web.later.one": ("{n} page remise à plus tard", "{n} page left for later"),
    "web.later.other": ("{n} pages remises à plus tard", "{n} pages left for later"),
    "web.report": ("Récupéré sur le web", "Fetched from the web"),
    "web.counts": (
        "nouvelles : {new}, modifiées : {changed}, inchangées : {unchanged}",
        "new: {new}, changed: {changed}, unchanged: {unchanged}",
    ),
    # limiting the list
    "filter.words": ("Titre, journal ou auteur", "Title, outlet or author"),
    "filter.more": ("Plus de filtres", "More filters"),
    "filter.set": ("({n} en usage)", "({n} in use)"),
    "filter.outlet": ("Journal", "Outlet"),
    "filter.language": ("Langue", "Language"),
    "filter.from": ("Publié depuis le", "Published from"),
    "filter.to": ("Publié jusqu’au", "Published until"),
    "filter.dated": ("Origine de la date", "Origin of the date"),
    "filter.status": ("État", "Status"),
    "filter.any": ("Tous", "All"),
    "filter.any_status": ("Tous, hors corbeille", "All but those in the bin"),
    "filter.any_f": ("Toutes", "All"),
    "filter.undated": ("sans date", "undated"),
    "filter.period": (
        "La période finit avant de commencer : elle n’a pas été retenue.",
        "The period ends before it begins: it was left out.",
    ),
    # the table
    "table.caption": ("Articles, du plus récent au plus ancien", "Articles, newest first"),
    "table.article": ("Article", "Article"),
    "table.outlet": ("Journal", "Outlet"),
    "table.date": ("Date", "Date"),
    "table.language": ("Langue", "Language"),
    "table.status": ("État", "Status"),
    "table.actions": ("Actions", "Actions"),
    "status.searchable": ("disponible", "searchable"),
    "status.waiting": ("en attente d’indexation", "waiting to be indexed"),
    "status.missing": ("fichier introuvable", "file missing"),
    "status.removed": ("supprimé", "deleted"),
    # deleting
    "remove.link": ("Supprimer", "Delete"),
    "remove.of": ("Supprimer « {title} »", "Delete “{title}”"),
    "remove.title": ("Supprimer cet article ?", "Delete this article?"),
    "remove.followed": (
        "Il ne servira plus à répondre. Son fichier, dans un dossier suivi, reste tel quel ; tant "
        "qu’il ne change pas, l’article ne revient pas.",
        "It will no longer be used in answers. Its file, in a followed folder, stays as it is; as "
        "long as that does not change, the article does not come back.",
    ),
    "remove.uploaded": (
        "Il ne servira plus à répondre, et son fichier téléversé est retiré.",
        "It will no longer be used in answers, and its uploaded file is taken away.",
    ),
    "remove.part.one": (
        "Il ne servira plus à répondre. Son fichier téléversé contient {n} autre article et reste.",
        "It will no longer be used in answers. Its uploaded file holds {n} other article and "
        "stays.",
    ),
    "remove.part.other": (
        "Il ne servira plus à répondre. Son fichier téléversé contient {n} autres articles et "
        "reste.",
        "It will no longer be used in answers. Its uploaded file holds {n} other articles and "
        "stays.",
    ),
    "remove.undo": (
        "Vous pourrez le rétablir ensuite.",
        "You can restore it afterwards.",
    ),
    "remove.now": ("Supprimer l’article", "Delete the article"),
    "remove.cancel": ("Annuler", "Cancel"),
    "remove.done": ("« {title} » est supprimé.", "“{title}” is deleted."),
    "remove.page": (
        "Cet article a été supprimé de l’archive le {moment}.",
        "This article was deleted from the archive on {moment}.",
    ),
    "restore.undo": ("Annuler la suppression", "Undo"),
    "restore.link": ("Rétablir", "Restore"),
    "restore.of": ("Rétablir « {title} »", "Restore “{title}”"),
    "restore.done": ("« {title} » est rétabli.", "“{title}” is restored."),
    "forget.link": ("Supprimer définitivement", "Delete for good"),
    "forget.title": (
        "Supprimer définitivement cet article ?",
        "Delete this article for good?",
    ),
    "forget.sure": (
        "Son texte et son fichier téléversé seront supprimés. Il n’y aura pas de retour possible.",
        "Its text and its uploaded file will be deleted. There will be no way back.",
    ),
    "forget.done": ("L’article est supprimé définitivement.", "The article is deleted for good."),
    # the page of an article
    "article.uploaded": ("fichier téléversé : {name}", "uploaded file: {name}"),
    "article.manage": ("Gérer cet article", "Manage this article"),
    "asked.title": ("Questions dont la réponse le cite", "Questions whose answer cites it"),
    "asked.more": (
        "{n} questions en tout, les dernières ici.",
        "{n} questions in all, the last here.",
    ),
    # what could not be read
    "failures.title": ("Non lus ({n})", "Not read ({n})"),
    "failures.lead": (
        "Ce qui n’a pas pu être lu. Un fichier, ou une partie d’un fichier, quitte cette liste dès "
        "qu’il est lu ou qu’il a disparu.",
        "What could not be read. A file, or a part of one, leaves this list as soon as it is read "
        "or gone.",
    ),
    "failures.since": (
        "Depuis le {first} ; dernier essai le {last}",
        "Since {first}; last tried on {last}",
    ),
    "failures.once": ("Essayé le {last}", "Tried on {last}"),
    "failures.refused": ("Refusé à l’envoi le {last}", "Refused when uploaded on {last}"),
    "failures.dismiss": ("Ne plus signaler", "Dismiss"),
    "failures.dismiss_of": ("Ne plus signaler « {name} »", "Dismiss “{name}”"),
    "failures.dismissed": (
        "Ce fichier n’est plus signalé, tant que ni lui ni la raison ne changent.",
        "This file is listed no longer, unless it or the reason changes.",
    ),
    "failures.pages": ("Pages de ce qui n’a pas été lu", "Pages of what was not read"),
    "failures.previous": ("Précédents", "Previous"),
    "failures.next": ("Suivants", "Next"),
    # what of a file was not read
    "ingest.abridged": ("Laissé de côté dans ces fichiers", "Left out of these files"),
    "ingest.abridged_lead": (
        "Ces éléments ne font pas partie de l’article ; le reste a été lu.",
        "These are no part of the article; the rest was read.",
    ),
    "omitted.comment.one": ("{n} commentaire en marge", "{n} comment in the margin"),
    "omitted.comment.other": ("{n} commentaires en marge", "{n} comments in the margin"),
    "omitted.contents_list.one": ("{n} table des matières", "{n} table of contents"),
    "omitted.contents_list.other": ("{n} tables des matières", "{n} tables of contents"),
    "omitted.deletion.one": ("{n} suppression suivie", "{n} tracked deletion"),
    "omitted.deletion.other": ("{n} suppressions suivies", "{n} tracked deletions"),
    "omitted.header.one": ("{n} en-tête de page", "{n} page header"),
    "omitted.header.other": ("{n} en-têtes de page", "{n} page headers"),
    "omitted.footer.one": ("{n} pied de page", "{n} page footer"),
    "omitted.footer.other": ("{n} pieds de page", "{n} page footers"),
    "omitted.object.one": ("{n} objet incorporé", "{n} embedded object"),
    "omitted.object.other": ("{n} objets incorporés", "{n} embedded objects"),
    "omitted.placeholder.one": ("{n} champ non rempli", "{n} field not filled in"),
    "omitted.placeholder.other": ("{n} champs non remplis", "{n} fields not filled in"),
    # what the columns of tables were taken for
    "ingest.tables": ("Colonnes des tableaux", "Columns of tables"),
    "ingest.tables_lead": (
        "Chaque ligne est un article ; les intitulés disent ce que contient chaque colonne.",
        "Each row is an article; the headings say what each column holds.",
    ),
    "ingest.from": (" : ", ": "),
    "ingest.ignored": ("Colonnes ignorées :", "Columns ignored:"),
    "ingest.no_text": (
        "Aucune colonne ne contient de texte ; rien n’en a été lu.",
        "No column holds texts; nothing of it was read.",
    ),
    "column.id": ("identifiant", "id"),
    "column.title": ("titre", "title"),
    "column.lead": ("chapeau", "lead"),
    "column.text": ("texte", "text"),
    "column.author": ("auteur", "author"),
    "column.outlet": ("média", "outlet"),
    "column.section": ("rubrique", "section"),
    "column.url": ("adresse", "address"),
    "column.language": ("langue", "language"),
    "column.published": ("date de publication", "date of publication"),
    "column.updated": ("date de mise à jour", "date of change"),
}
