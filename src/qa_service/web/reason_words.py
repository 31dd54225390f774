"""Why a file cannot be read, in French: the readers say it in English.

Each line is what a reader says, with {} for what varies, then the reason and what to do.
"""

FRENCH: tuple[tuple[str, str, str], ...] = (
    # size and shape
    (
        "It unpacks to more than {} MB: unpack it yourself, or ask for more.",
        "Décompressé, il dépasse {} Mo.",
        "Décompressez-le vous-même, ou demandez que cette limite soit relevée.",
    ),
    (
        "It has more than the {} MB a file may have: split it, or ask for more.",
        "Il dépasse les {} Mo permis pour un fichier.",
        "Scindez-le, ou demandez que cette limite soit relevée.",
    ),
    (
        "It has {} MB, more than the {} MB a file may have: split it, or ask for more.",
        "Il fait {} Mo, plus que les {} Mo permis pour un fichier.",
        "Scindez-le, ou demandez que cette limite soit relevée.",
    ),
    (
        "It has more than the {} MB that {} may have: split it, or ask for more.",
        "Il dépasse les {} Mo permis pour {}.",
        "Scindez-le, ou demandez que cette limite soit relevée.",
    ),
    (
        "It has more than the {} MB of text that an article may have: split it, or ask for more.",
        "Il dépasse les {} Mo de texte permis pour un article.",
        "Scindez-le, ou demandez que cette limite soit relevée.",
    ),
    (
        "It has {} pages, more than {}: split it, or ask for more.",
        "Il a {} pages, plus que {}.",
        "Scindez-le, ou demandez que cette limite soit relevée.",
    ),
    (
        "It holds {} files, more than {}: split it.",
        "Il contient {} fichiers, plus que {}.",
        "Scindez-le.",
    ),
    (
        "More than {} files lie within each other: unpack it yourself, or ask for more.",
        "Plus de {} fichiers sont emboîtés les uns dans les autres.",
        "Décompressez-le vous-même, ou demandez que cette limite soit relevée.",
    ),
    # names
    (
        "It has no name: save it under one that ends in .txt or the like.",
        "Il n’a pas de nom.",
        "Enregistrez-le sous un nom qui finit par exemple par .txt.",
    ),
    (
        "Its name holds a path: send the name of the file alone.",
        "Son nom contient un chemin.",
        "Envoyez le seul nom du fichier.",
    ),
    (
        "Files that are named so are passed over, as hidden or as notes on the others: give it "
        "another name.",
        "Les fichiers de ce nom sont ignorés, car cachés ou décrivant les autres.",
        "Donnez-lui un autre nom.",
    ),
    (
        "Its name is longer than {} bytes: shorten it.",
        "Son nom dépasse {} octets.",
        "Raccourcissez-le.",
    ),
    (
        "Its name is longer than the disk of the archive takes: shorten it.",
        "Son nom est plus long que le disque de l’archive ne le permet.",
        "Raccourcissez-le.",
    ),
    (
        "Its name is not written in UTF-8: rename it.",
        "Son nom n’est pas écrit en UTF-8.",
        "Renommez-le.",
    ),
    (
        "A folder among the uploaded files has that name: give the file another one.",
        "Un dossier parmi les fichiers téléversés porte ce nom.",
        "Donnez-en un autre au fichier.",
    ),
    (
        "Another file of this upload has its name: rename one.",
        "Un autre fichier du même envoi porte ce nom.",
        "Renommez l’un des deux.",
    ),
    (
        "Its name does not say what was compressed: name it like news.jsonl.gz.",
        "Son nom ne dit pas ce qui a été compressé.",
        "Nommez-le par exemple articles.jsonl.gz.",
    ),
    # kinds
    (
        "Files of the kind '{}' cannot be read: save the article as .txt, .docx, .html or .pdf.",
        "Les fichiers de type « {} » ne peuvent pas être lus.",
        "Enregistrez l’article en .txt, .docx, .html ou .pdf.",
    ),
    (
        "The file is empty: put the article's text into it, or delete it.",
        "Le fichier est vide.",
        "Mettez-y le texte de l’article, ou supprimez-le.",
    ),
    (
        "It is no {} file, although its name says so, or it is damaged: get it anew, or name it "
        "after what it is.",
        "Ce n’est pas un fichier {}, bien que son nom le dise, ou bien il est endommagé.",
        "Obtenez-en une nouvelle copie, ou nommez-le d’après ce qu’il est.",
    ),
    (
        "It is an HTML page, not plain text: rename it to end in .html.",
        "C’est une page HTML, non du texte brut.",
        "Renommez-le pour qu’il finisse par .html.",
    ),
    (
        "It is {}, not what '{}' says: rename it to end in {}.",
        "C’est {}, alors que son nom finit par « {} ».",
        "Renommez-le pour qu’il finisse par {}.",
    ),
    (
        "It is {}, not what '{}' says: save the article's text as .txt, .docx or .html.",
        "C’est {}, alors que son nom finit par « {} ».",
        "Enregistrez le texte de l’article en .txt, .docx ou .html.",
    ),
    (
        "It is {}, not what '{}' says: save the article as .txt, .docx or .html, without a "
        "password.",
        "C’est {}, alors que son nom finit par « {} ».",
        "Enregistrez l’article en .txt, .docx ou .html, sans mot de passe.",
    ),
    (
        "It is binary, not text: save the article as .txt, .docx or .html.",
        "C’est un fichier binaire, non du texte.",
        "Enregistrez l’article en .txt, .docx ou .html.",
    ),
    (
        "Its characters are those of no encoding for sure (tried: {}): save the file as UTF-8.",
        "Ses caractères ne sont sûrement ceux d’aucun codage (essayés : {}).",
        "Enregistrez le fichier en UTF-8.",
    ),
    (
        "It is UTF-8 but for a few bytes, the first of them in line {}: correct that place, or "
        "get the file anew.",
        "C’est de l’UTF-8, sauf pour quelques octets, dont le premier est à la ligne {}.",
        "Corrigez cet endroit, ou obtenez une nouvelle copie du fichier.",
    ),
    (
        "It begins as {} and goes on in another way: get it anew, or save the file as UTF-8.",
        "Il commence en {} et continue autrement.",
        "Obtenez-en une nouvelle copie, ou enregistrez le fichier en UTF-8.",
    ),
    (
        "It breaks off as {}: export it anew, as UTF-8.",
        "Il s’interrompt en {}.",
        "Exportez-le de nouveau, en UTF-8.",
    ),
    # damage and locks
    (
        "It is encrypted: save a copy without a password.",
        "Il est chiffré.",
        "Enregistrez-en une copie sans mot de passe.",
    ),
    (
        "It is encrypted: unpack the archive with its password.",
        "Il est chiffré.",
        "Décompressez l’archive avec son mot de passe.",
    ),
    (
        "It is encrypted (DRM): get a copy without protection.",
        "Il est chiffré (DRM).",
        "Procurez-vous une copie sans protection.",
    ),
    (
        "It is damaged ({}): get it anew.",
        "Il est endommagé ({}).",
        "Obtenez-en une nouvelle copie.",
    ),
    (
        "It is a link, not a file: put the file itself into the archive.",
        "C’est un lien, non un fichier.",
        "Mettez le fichier même dans l’archive.",
    ),
    (
        "It is no Word file that can be read: save it anew as .docx, or as .txt.",
        "Ce n’est pas un fichier Word lisible.",
        "Enregistrez-le de nouveau en .docx, ou en .txt.",
    ),
    (
        "It is no Excel workbook that can be read: save it anew as .xlsx, or as .csv.",
        "Ce n’est pas un classeur Excel lisible.",
        "Enregistrez-le de nouveau en .xlsx, ou en .csv.",
    ),
    (
        "It is no OpenDocument text that can be read: save it anew as .odt, or as .txt.",
        "Ce n’est pas un texte OpenDocument lisible.",
        "Enregistrez-le de nouveau en .odt, ou en .txt.",
    ),
    (
        "It is no RTF file that can be read: save it anew as .docx, or as .txt.",
        "Ce n’est pas un fichier RTF lisible.",
        "Enregistrez-le de nouveau en .docx, ou en .txt.",
    ),
    (
        "Its groups are nested too deeply: save it anew as .docx.",
        "Ses groupes sont emboîtés trop profondément.",
        "Enregistrez-le de nouveau en .docx.",
    ),
    (
        "It is no PDF that can be read ({}): print it to PDF anew.",
        "Ce n’est pas un PDF lisible ({}).",
        "Imprimez-le de nouveau en PDF.",
    ),
    (
        "Its pages are pictures without text: have the text recognised (OCR) first.",
        "Ses pages sont des images sans texte.",
        "Faites d’abord reconnaître le texte (OCR).",
    ),
    (
        "It has no chapter with text: save the article as .txt or .html.",
        "Il n’a aucun chapitre avec du texte.",
        "Enregistrez l’article en .txt ou .html.",
    ),
    (
        "It is no EPUB that can be read: get it anew.",
        "Ce n’est pas un EPUB lisible.",
        "Obtenez-en une nouvelle copie.",
    ),
    (
        "It is no whole EPUB, {} is missing: get it anew.",
        "L’EPUB est incomplet, il y manque {}.",
        "Obtenez-en une nouvelle copie.",
    ),
    (
        "It is no mail: save the mail with its headers, as .eml.",
        "Ce n’est pas un courriel.",
        "Enregistrez le courriel avec ses en-têtes, en .eml.",
    ),
    (
        "It is no mail that can be read: save its text by itself, as .txt.",
        "Ce n’est pas un courriel lisible.",
        "Enregistrez son texte seul, en .txt.",
    ),
    (
        "It is no mailbox: export it anew as .mbox, or save its mails as .eml.",
        "Ce n’est pas une boîte aux lettres.",
        "Exportez-la de nouveau en .mbox, ou enregistrez ses courriels en .eml.",
    ),
    (
        "The mailbox breaks off within this mail: export it anew.",
        "La boîte aux lettres s’interrompt dans ce courriel.",
        "Exportez-la de nouveau.",
    ),
    (
        "It is no Outlook mail that can be read: save it anew as .msg, or as .eml.",
        "Ce n’est pas un courriel d’Outlook lisible.",
        "Enregistrez-le de nouveau en .msg, ou en .eml.",
    ),
    (
        "Its text is damaged: save the mail anew, as .eml or .txt.",
        "Son texte est endommagé.",
        "Enregistrez le courriel de nouveau, en .eml ou .txt.",
    ),
    # crawls
    (
        "It is no WARC file that can be read: get it anew.",
        "Ce n’est pas un fichier WARC lisible.",
        "Obtenez-en une nouvelle copie.",
    ),
    (
        "It holds no page of HTML: crawl the pages anew, or delete it.",
        "Il ne contient aucune page HTML.",
        "Refaites la collecte des pages, ou supprimez-le.",
    ),
    (
        "The crawl cut this page off: crawl it anew, without that bound.",
        "La collecte a coupé cette page.",
        "Refaites-la, sans cette limite.",
    ),
    (
        "It is compressed as '{}', which is not read: crawl it without compression.",
        "Elle est compressée en « {} », qui n’est pas lu.",
        "Refaites-en la collecte sans compression.",
    ),
    # exports of press databases
    (
        "The export breaks off: export it anew.",
        "L’export s’interrompt.",
        "Exportez-le de nouveau.",
    ),
    (
        "The export breaks off within this article: export it anew.",
        "L’export s’interrompt dans cet article.",
        "Exportez-le de nouveau.",
    ),
    (
        "The export holds {} of {} articles, without {}: export it anew.",
        "L’export contient {} articles sur {}, sans {}.",
        "Exportez-le de nouveau.",
    ),
    (
        "It has no title or date where its export has them: save this article by itself as .txt.",
        "Il n’a pas de titre ou de date là où son export les met.",
        "Enregistrez cet article seul, en .txt.",
    ),
    # content
    (
        "It is JSON without articles: give a record with 'title' and 'text', a list of such, or "
        "an object with the list under 'articles'.",
        "C’est du JSON sans articles.",
        "Donnez un enregistrement avec « title » et « text », une liste de tels, ou un objet dont "
        "« articles » contient la liste.",
    ),
    (
        "It lists no article: put some into it, or delete it.",
        "Il ne liste aucun article.",
        "Mettez-en, ou supprimez-le.",
    ),
    (
        "It is no record: give an object with 'title' and 'text'.",
        "Ce n’est pas un enregistrement.",
        "Donnez un objet avec « title » et « text ».",
    ),
    (
        "It has no field 'text': name the article's text so.",
        "Il n’a pas de champ « text ».",
        "Nommez ainsi le texte de l’article.",
    ),
    (
        "It is no valid JSON{}: export it anew.",
        "Ce n’est pas du JSON valide{}.",
        "Exportez-le de nouveau.",
    ),
    (
        "Its JSON is nested too deeply: export it flat.",
        "Son JSON est emboîté trop profondément.",
        "Exportez-le à plat.",
    ),
    # tables of articles
    (
        "No column is headed as the text of articles (headings found: {}): head it with one of {}.",
        "Aucune colonne n’a pour intitulé le texte d’articles (intitulés trouvés : {}).",
        "Donnez-lui pour intitulé l’un de ces mots : {}.",
    ),
    (
        "It has no text in the column '{}': fill it in, or delete the row.",
        "La colonne « {} » y est sans texte.",
        "Remplissez-la, ou supprimez la ligne.",
    ),
    (
        "It has more cells than there are headings: export the table anew, with its texts in "
        "quotation marks.",
        "Il y a plus de cellules que d’intitulés.",
        "Exportez le tableau de nouveau, avec les textes entre guillemets.",
    ),
    (
        "Its quotation marks are not set as in a table: double those within a text, or export the "
        "table anew.",
        "Ses guillemets ne sont pas mis comme dans un tableau.",
        "Doublez ceux qui sont dans un texte, ou exportez le tableau de nouveau.",
    ),
    (
        "It breaks off within row {}, whose quotation mark is not closed within {} MB: export it "
        "anew.",
        "Il s’interrompt dans la ligne {}, dont le guillemet n’est pas fermé avant {} Mo.",
        "Exportez-le de nouveau.",
    ),
    (
        "It has more than {} rows: split it.",
        "Il a plus de {} lignes.",
        "Scindez-le.",
    ),
    # what is left of an article
    (
        "No article text is left after cleaning: check that the file holds more than a title, "
        "links and forms.",
        "Il ne reste aucun texte d’article après le nettoyage.",
        "Vérifiez que le fichier contient plus qu’un titre, des liens et des formulaires.",
    ),
    (
        "No article was found in the page: save its text as .txt, or the page as its own HTML "
        "file.",
        "Aucun article n’a été trouvé dans la page.",
        "Enregistrez son texte en .txt, ou la page dans son propre fichier HTML.",
    ),
    (
        "It is XML, but no RSS or Atom feed: save the article as .html.",
        "C’est du XML, mais pas un flux RSS ou Atom.",
        "Enregistrez l’article en .html.",
    ),
    (
        "The feed has no entry: get it anew, or delete it.",
        "Le flux n’a aucune entrée.",
        "Obtenez-en une nouvelle copie, ou supprimez-le.",
    ),
    (
        "It defines XML entities, which no feed needs and an attack would: get it anew from its "
        "publisher.",
        "Il définit des entités XML, dont aucun flux n’a besoin mais une attaque, si.",
        "Obtenez-en une nouvelle copie auprès de son éditeur.",
    ),
    (
        "Its front matter has a date of unknown form, '{}': write 2021-06-11.",
        "Son en-tête a une date de forme inconnue, « {} ».",
        "Écrivez 2021-06-11.",
    ),
    (
        "Its front matter has a nested '{}': write it on one line.",
        "Son en-tête a un « {} » emboîté.",
        "Écrivez-le sur une ligne.",
    ),
    (
        "Its front matter is no valid YAML{}: correct it.",
        "Son en-tête n’est pas du YAML valide{}.",
        "Corrigez-le.",
    ),
    (
        "Its front matter is wrong ({}): correct it.",
        "Son en-tête est erroné ({}).",
        "Corrigez-le.",
    ),
    (
        "It holds no article: check the file.",
        "Il ne contient aucun article.",
        "Vérifiez le fichier.",
    ),
    # the web
    (
        "The host {} is not known: check the address.",
        "L’hôte {} est inconnu.",
        "Vérifiez l’adresse.",
    ),
    (
        "The host {} is this machine or lies in a private network: give a public address, or set "
        "QA_FETCH_PRIVATE=true.",
        "L’hôte {} est cette machine ou appartient à un réseau privé.",
        "Donnez une adresse publique, ou demandez que les réseaux privés soient permis.",
    ),
    (
        "It does not answer within {} seconds: it is tried again later.",
        "Il n’y a pas eu de réponse complète en {} secondes.",
        "Un nouvel essai aura lieu plus tard.",
    ),
    (
        "The proxy {} is one of {}, which is not spoken here: name one of http in the environment.",
        "Le serveur mandataire {} utilise {}, qui n’est pas pris en charge.",
        "Demandez qu’un serveur mandataire HTTP soit configuré.",
    ),
    (
        "The certificate of {} is not valid ({}): check the address.",
        "Le certificat de {} n’est pas valable ({}).",
        "Vérifiez l’adresse.",
    ),
    (
        "The proxy does not reach {} ({}): check its settings.",
        "Le serveur mandataire n’atteint pas {} ({}).",
        "Faites vérifier ses réglages.",
    ),
    (
        "No connection to {} can be made: it is tried again later.",
        "La connexion à {} est impossible.",
        "Un nouvel essai aura lieu plus tard.",
    ),
    (
        "The answer broke off: it is tried again later.",
        "La réponse s’est interrompue.",
        "Un nouvel essai aura lieu plus tard.",
    ),
    (
        "It comes packed as {}, which was not asked for: save the page.",
        "La réponse est compressée en {}, ce qui n’était pas demandé.",
        "Enregistrez la page.",
    ),
    (
        "It has more than {} MB: save it as a file, or ask for more.",
        "Elle dépasse {} Mo.",
        "Enregistrez-la comme fichier, ou demandez que cette limite soit relevée.",
    ),
    (
        "It has more than {} MB: give a smaller feed or sitemap.",
        "Elle dépasse {} Mo.",
        "Donnez un fil ou un plan de site plus petit.",
    ),
    (
        "It is of the kind {}, which is not read: give a page, a feed or a sitemap.",
        "Elle est du type {}, qui n’est pas lu.",
        "Donnez une page, un fil ou un plan de site.",
    ),
    (
        "No article can be read at {}: add a feed that this page names, {}.",
        "Aucun article n’a pu être lu à l’adresse {}.",
        "Ajoutez un fil que cette page indique : {}.",
    ),
    (
        "It holds no article: check the page.",
        "Elle ne contient aucun article.",
        "Vérifiez la page.",
    ),
    (
        "It breaks its reader ({}): save it into a folder, and report it.",
        "Elle met son lecteur en échec ({}).",
        "Enregistrez-la dans un dossier, et signalez-le.",
    ),
    (
        "It is a damaged gzip file: tell its publisher.",
        "C’est un fichier gzip endommagé.",
        "Prévenez son éditeur.",
    ),
    (
        "It is neither feed nor sitemap any longer: remove it, and add the address that takes its "
        "place.",
        "Ce n’est plus ni un fil ni un plan de site.",
        "Retirez cette source, et ajoutez l’adresse qui la remplace.",
    ),
    (
        "The entry has neither page nor text: tell the feed's publisher.",
        "L’entrée n’a ni page ni texte.",
        "Prévenez l’éditeur du fil.",
    ),
    (
        "It redirects more than {} times: give the address at which a browser ends.",
        "Elle redirige plus de {} fois.",
        "Donnez l’adresse à laquelle un navigateur aboutit.",
    ),
    (
        "Its redirects lead in a circle: give the address at which a browser ends.",
        "Ses redirections tournent en rond.",
        "Donnez l’adresse à laquelle un navigateur aboutit.",
    ),
    (
        "It redirects to what is no address of http or https: open it in a browser.",
        "Elle redirige vers ce qui n’est pas une adresse http ou https.",
        "Ouvrez-la dans un navigateur.",
    ),
    (
        "The robots.txt of {} forbids this page to programs: save it into a folder, or ask its "
        "publisher.",
        "Le fichier robots.txt de {} interdit cette page aux programmes.",
        "Enregistrez-la dans un dossier, ou demandez à son éditeur.",
    ),
    (
        "The robots.txt of {} cannot be read ({}), so that nobody knows what it allows: it is "
        "tried again later.",
        "Le fichier robots.txt de {} est illisible ({}) : on ne sait pas ce qu’il permet.",
        "Un nouvel essai aura lieu plus tard.",
    ),
    (
        "{} is to be left alone for a while: it is tried again later.",
        "L’hôte {} ne doit pas être sollicité pour l’instant.",
        "Un nouvel essai aura lieu plus tard.",
    ),
    (
        "The host asks for patience ({}): it is tried again later.",
        "L’hôte demande de patienter ({}).",
        "Un nouvel essai aura lieu plus tard.",
    ),
    (
        "The host fails ({}): it is tried again later.",
        "L’hôte est en panne ({}).",
        "Un nouvel essai aura lieu plus tard.",
    ),
    (
        "The host refuses it ({}): save the page into a folder, if a browser shows it.",
        "L’hôte la refuse ({}).",
        "Enregistrez la page dans un dossier, si un navigateur l’affiche.",
    ),
    (
        "There is nothing at this address ({}): check it.",
        "Il n’y a rien à cette adresse ({}).",
        "Vérifiez-la.",
    ),
    (
        "The page is gone from the web: its article is kept until somebody deletes it.",
        "La page a disparu du web.",
        "Son article est gardé tant que personne ne le supprime.",
    ),
    # the disk
    (
        "the folder is gone; its articles are kept until it is back",
        "Le dossier est introuvable ; ses articles sont gardés jusqu’à son retour.",
        "",
    ),
    (
        "{}: check the file and its permissions",
        "Il ne peut pas être lu ({}).",
        "Vérifiez le fichier et ses droits d’accès.",
    ),
    (
        "{}: check that the file exists and may be read.",
        "Il ne peut pas être lu ({}).",
        "Vérifiez que le fichier existe et peut être lu.",
    ),
)

# what may vary, where it has words
VARYING = {
    "an article": "un article",
    "a file": "un fichier",
    "a PDF": "un PDF",
    "a ZIP or office file": "un fichier ZIP ou bureautique",
    "an empty ZIP file": "un fichier ZIP vide",
    "compressed": "un fichier compressé",
    "it breaks off": "il s’interrompt",
    "an old or an encrypted office file": "un fichier bureautique ancien ou chiffré",
    "an RTF file": "un fichier RTF",
    "a WARC file": "un fichier WARC",
    "an image": "une image",
    "No such file or directory": "fichier absent",
    "Permission denied": "accès refusé",
}
