import pytest

from qa_service.ingestion.boilerplate import END_RULES, RULES, is_prose
from qa_service.ingestion.cleaning import Cleaned, Dropped, clean_lines

PROSE = "Le port a rouvert lundi, selon la mairie."


def cleaned(*lines: str) -> Cleaned:
    return clean_lines(lines)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("1. Aller au contenu", "navigation"),
        ("2. Aller au menu principal", "navigation"),
        ("3. Voir les autres sites DW", "navigation"),
        ("Skip to content", "navigation"),
        ("Accueil > Afrique > Togo", "navigation"),
        ("Article suivant →", "navigation"),
        ("https://s.gtool.pro:443/https/p.dw.com/p/4xYzA", "bare address"),
        ("Une grue du port de LoméImage : K. Adjovi/AFP/Getty Images", "image caption"),
        ("La grue du port (Photo : AFP)", "image caption"),
        ("La grue du port © Awa Koné/AFP", "image caption"),
        ("Photo : Awa Koné / AFP", "image caption"),
        ("Photo d’illustration", "image caption"),
        ("Lire aussi →Lomé, carrefour des marchandises", "related link"),
        ('>>> Lire aussi : "La mer avance"', "related link"),
        ("À lire également : La mer avance.", "related link"),
        ("► Voir aussi La mer avance", "related link"),
        ("Lire aussi « La mer avance »", "related link"),
        ("Articles similaires", "related list"),
        ("Partager sur Facebook", "share bar"),
        ("Facebook Twitter WhatsApp", "share bar"),
        ("Parredaction Catégorie Politique le 1 mars 2020 Étiquettes : , ,", "category line"),
        ("Étiquettes : port, Lomé", "category line"),
        ("Publié le 13 avril à 10h30", "yearless date"),
        ("Comments", "comment section"),
        ("3 commentaires", "comment section"),
        ("Laisser un commentaire", "comment section"),
        ("Laisser un commentaire Annuler la réponse", "comment section"),
        ("Votre adresse e-mail ne sera pas publiée. Les champs marqués * sont", "comment section"),
        ("E-mail *", "comment section"),
        ("Ce site utilise des cookies. En savoir plus.", "cookie notice"),
        ("Tout accepter", "cookie notice"),
        ("Abonnez-vous à notre newsletter pour ne rien manquer !", "newsletter prompt"),
        ("Suivez-nous sur WhatsApp", "newsletter prompt"),
        ("Se désabonner", "mail notice"),
        ("Voir cette lettre dans votre navigateur", "mail notice"),
        ("Vous recevez ce message car vous êtes abonné.", "mail notice"),
        ("© 2019 La Gazette du désert", "copyright notice"),
        ("La Gazette du désert, tous droits réservés.", "copyright notice"),
        ("Temps de lecture : 3 min", "reading aid"),
        ("La suite après cette publicité", "reading aid"),
    ],
)
def test_drops_boilerplate_by_its_rule(line: str, rule: str) -> None:
    assert cleaned(PROSE, "", line, "", PROSE + " Bis.").dropped == (Dropped(line, rule),)


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi entre les lignes, voilà ce que demande le contrat.",
        "Le ministre invite à lire aussi : « La mer avance », un roman.",
        "L'image : un quai vide, des grues arrêtées et la mer.",
        "Il a posé pour la photo : le maire était ravi.",
        "L'image de marque du port en souffre.",
        "1. Le port rouvre lundi.",
        "Aller au bout du contrat prendra dix ans, dit-il, et il faudra passer par le parlement.",
        "Partager les recettes du port reste difficile.",
        "Par rapport à la catégorie voisine, le quai le plus long en mesure deux fois plus.",
        "Les commentaires du ministre ont surpris.",
        "Nous avons goûté des cookies au marché de Lomé.",
        "« Abonnez-vous ! », crie le vendeur de journaux.",
        "Tous les droits du port sont payés d'avance.",
        "Le site https://port.example publie les horaires.",
        "La lecture du verdict a pris trois heures.",
        "Le directeur du port a beaucoup réfléchi…",
        "Twitter a supprimé le compte du port.",
        "Des pêcheurs inquiets",
        "Publié le 13 avril, le rapport accuse la mairie.",
        "Vous recevez cette année deux fois plus de colis.",
        "Se désabonner d'une revue reste un parcours du combattant, dit une lectrice de Lomé.",
        "Le site utilise du gaz. Nous, nous utilisons du bois.",
        "Catégorie: Riz; Prix: 200 francs.",
    ],
)
def test_keeps_prose(line: str) -> None:
    assert cleaned(PROSE, "", line, "", PROSE + " Bis.") == Cleaned(
        (PROSE, line, PROSE + " Bis."), (), (0, 2, 4)
    )


def test_drops_the_description_that_a_caption_repeats() -> None:
    line = "Une grue du port de Lomé, vue de la mer"
    found = cleaned(PROSE, line, line + "Image : DW/A. Koffi", PROSE + " Bis.")
    assert [dropped.rule for dropped in found.dropped] == ["image description", "image caption"]


def test_drops_another_description_only_in_the_captions_own_block() -> None:
    caption = "Des pirogues à moteur devant le chantierImage : DW/A. Koffi"
    assert cleaned(PROSE, "", "Des pirogues sur la plage", caption).kept == (PROSE,)
    assert cleaned("Le port rouvre", caption, PROSE).kept == ("Le port rouvre", PROSE)
    assert cleaned("Le port rouvre", "", caption, PROSE).kept == ("Le port rouvre", PROSE)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "Le ministre est parti à Lomé.Le ministre devant le quaiImage : A. Koffi/AFP",
            "Le ministre est parti à Lomé.",
        ),
        ("Le ministre est parti à Lomé.Photo : le quai", "Le ministre est parti à Lomé."),
        (f"{PROSE} {PROSE} {PROSE} Le quaiImage : AFP", f"{PROSE} {PROSE} {PROSE}"),
        ("Le quai de Lomé. ArchivesImage : AFP", ""),
    ],
)
def test_a_caption_takes_its_line_along_unless_a_sentence_surely_ends_before(
    line: str, kept: str
) -> None:
    found = cleaned(line)
    assert found.kept == ((kept,) if kept else ())
    assert found.dropped == (Dropped(line[len(kept) :].strip(), "image caption"),)


def test_drops_a_teaser_only_if_its_paragraph_follows() -> None:
    teaser = "Le port a rouvert lundi, selon la mairie. Mais…"
    assert cleaned(teaser, "", f"{PROSE} Mais les grues manquent.").dropped == (
        Dropped(teaser, "teaser"),
    )
    assert cleaned(teaser, "", "Les grues manquent.").dropped == ()


def test_drops_a_line_said_twice() -> None:
    assert cleaned("Le port rouvre", "", "Le port rouvre", PROSE).kept == ("Le port rouvre", PROSE)


def test_drops_the_headlines_of_a_list_at_the_end_only() -> None:
    links = ("Sur le même sujet", "La mer avance", "Un quai à Cotonou")
    assert cleaned(PROSE, *links).kept == (PROSE,)
    assert cleaned(PROSE, *links, PROSE + " Bis.").kept == (PROSE, *links[1:], PROSE + " Bis.")


def test_drops_what_readers_wrote() -> None:
    comments = ("2 commentaires", "Kofi dit :", "Bravo !", "Laisser un commentaire")
    assert cleaned(PROSE, PROSE + " Bis.", *comments).kept == (PROSE, PROSE + " Bis.")
    # A link to the comments in the middle of the article is no heading.
    linked = ("2 commentaires", "Il pleut.", "Laisser un commentaire")
    assert "Il pleut." in cleaned(PROSE, PROSE + " Bis.", *linked).kept


@pytest.mark.parametrize(
    ("ending", "rule"),
    [
        ("MD/ac/Sf/APA", "agency signature"),
        ("(AFP)", "agency signature"),
        ("Source : Le Soleil", "source line"),
        ("Awa Koné Journaliste au programme francophone de la radio", "author biography"),
        ("Awa Koné, correspondante à Lomé", "author biography"),
    ],
)
def test_drops_signatures_at_the_end_only(ending: str, rule: str) -> None:
    assert cleaned(PROSE, ending).dropped == (Dropped(ending, rule),)
    assert cleaned(PROSE, ending, PROSE + " Bis.").dropped == ()


def test_drops_a_sentence_about_the_author_but_not_about_another_journalist() -> None:
    sentence = "Awa Koné est journaliste à Lomé."
    assert cleaned("Par Awa Koné", PROSE, sentence).kept == ("Par Awa Koné", PROSE)
    assert cleaned("Par Kofi Diop", PROSE, sentence).kept[-1] == sentence


def test_a_row_of_a_table_is_no_source_line() -> None:
    row = "Source: FAO; Prix: 200 francs."
    assert cleaned(PROSE, row).kept == (PROSE, row)


def test_never_drops_the_only_line() -> None:
    assert cleaned("Source : Le Soleil").kept == ("Source : Le Soleil",)
    assert cleaned("", " ").kept == ()


def test_every_rule_has_its_own_name_and_a_reason_of_one_line() -> None:
    rules = [*RULES, *END_RULES]
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.reason and "\n" not in rule.reason for rule in rules)


def test_tells_prose_from_headlines() -> None:
    assert is_prose("Il est parti. »")
    assert not is_prose("Le port rouvrira-t-il ?")
    assert not is_prose("Le port en fête !")
