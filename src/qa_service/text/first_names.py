"""Whether a first name is a man's or a woman's, for the pronoun that can mean them."""

MEN = frozenset(
    "adrien alain albert alexandre alexis ali andré anthony antoine arnaud arthur aurélien "
    "bastien benjamin benoît bernard bertrand boris bruno cédric charles christian christophe "
    "claude clément cyril damien daniel david denis didier dominique donald édouard edouard "
    "emmanuel éric eric étienne fabien fabrice florent florian françois franck frédéric gabriel "
    "georges gérald gérard gilbert gilles grégory guillaume guy henri hervé hugo ibrahim "
    "jacques jean jean-baptiste jean-claude jean-françois jean-jacques jean-louis jean-luc "
    "jean-marc jean-marie jean-michel jean-paul jean-philippe jean-pierre jean-yves jérôme joe "
    "john jonathan jordan joseph julien karim kevin laurent léo loïc louis luc lucas ludovic "
    "manuel marc marcel martin mathieu matthieu maurice max maxime michael michel mohamed "
    "nicolas olivier pascal patrice patrick paul peter philippe pierre quentin raphaël raymond "
    "rémi rémy renaud rené richard robert robin roger romain samuel sébastien serge simon "
    "stéphane sylvain théo thibault thierry thomas tristan valentin victor vincent vladimir "
    "william xavier yann yannick yves".split()
)
WOMEN = frozenset(
    "adèle agathe agnès alexandra alice aline amandine amélie anaïs angela anne annie audrey "
    "aurélie aurore béatrice bernadette brigitte camille carine carole caroline catherine "
    "cécile céline chantal charlotte christelle christiane christine claire clara clémence "
    "clémentine corinne danielle delphine diane dominique édith éléonore élisabeth elisabeth "
    "élise élodie emma émilie emmanuelle estelle eva évelyne fabienne fanny fatima florence "
    "françoise frédérique gabrielle geneviève hélène inès irène isabelle jacqueline jeanne "
    "jennifer jessica joëlle josiane judith julia julie juliette karine kate laetitia laura "
    "laure léa lina lise louise lucie lucile lydia maëlle manon marguerite maria marie marine "
    "marion marlène martine mathilde maud mélanie michèle michelle mireille monique muriel "
    "mylène nadège nadia nadine nathalie nicole noémie nora odile olivia patricia pauline "
    "rachel rachida roselyne sabrina sandra sandrine sara sarah ségolène simone solène sonia "
    "sophie stéphanie sylvie theresa ursula valérie vanessa véronique victoria virginie"
    " yvette".split()
)


def gender_of(name: str) -> str | None:
    """ "m", "f", or None where the first name does not tell.

    >>> gender_of("Hélène Corvaz"), gender_of("Dominique Marel")
    ('f', None)
    """
    first = name.split()[0].lower()
    if (first in MEN) == (first in WOMEN):
        return None
    return "m" if first in MEN else "f"
