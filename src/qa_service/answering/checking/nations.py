"""States by the words that mean them: name, capital and what belongs to them.

"Moscou" and "la Russie" are one in news, and "russe" is the same again, in French and English.
"""

from functools import cache

from qa_service.text.folding import folded

# Of each state its names, its capital and, behind the bar, adjectives without their endings. Of a
# name in several words the one that no other state has.
STATES = """
mali bamako | malien malian
russie russia moscou moscow kremlin urss sovietique | russe russian
france paris elysee | francais french
chine china pekin beijing | chinois chinese
usa washington america | americain american etats-unien
ukraine kiev kyiv | ukrainien ukrainian
niger niamey | nigerien
nigeria abuja | nigerian
burkina faso ouagadougou | burkinabe
tchad chad ndjamena | tchadien chadian
mauritanie mauritania nouakchott | mauritanien mauritanian
senegal dakar | senegalais senegalese
ivoire abidjan yamoussoukro ivory | ivoirien ivorian
guinee guinea conakry | guineen guinean
ghana accra | ghaneen ghanaian
togo lome | togolais togolese
benin cotonou | beninois beninese
cameroun cameroon yaounde | camerounais cameroonian
gabon libreville | gabonais gabonese
centrafrique bangui | centrafricain
congo kinshasa brazzaville | congolais congolese
rwanda kigali | rwandais rwandan
burundi bujumbura gitega | burundais burundian
ethiopie ethiopia | ethiopien ethiopian
kenya nairobi | kenyan
somalie somalia mogadiscio mogadishu | somalien somali
soudan sudan khartoum | soudanais sudanese
algerie algeria alger algiers | algerien algerian
maroc morocco rabat | marocain moroccan
tunisie tunisia tunis | tunisien tunisian
libye libya tripoli | libyen libyan
egypte egypt caire cairo | egyptien egyptian
israel | israelien israeli
palestine gaza | palestinien palestinian
liban lebanon beyrouth beirut | libanais lebanese
syrie syria damas damascus | syrien syrian
irak iraq bagdad baghdad | irakien iraqi
iran teheran tehran | iranien iranian
turquie turkey ankara | turc turque turkish
saoudite riyad riyadh arabie | saoudien saudi
qatar doha | qatari qatarien
afghanistan kaboul kabul | afghan
pakistan islamabad | pakistanais pakistani
inde india delhi | indien indian
japon japan tokyo | japonais japanese
coree korea seoul | coreen korean
vietnam hanoi | vietnamien vietnamese
australie australia canberra | australien australian
canada ottawa | canadien canadian
mexique mexico | mexicain mexican
bresil brazil brasilia | bresilien brazilian
argentine argentina | argentin argentinian
venezuela caracas | venezuelien venezuelan
haiti | haitien haitian
allemagne germany berlin | allemand german
uk londres london angleterre england britain | britannique british anglais english
italie italy rome | italien italian
espagne spain madrid | espagnol spanish
portugal lisbonne lisbon | portugais portuguese
belgique belgium bruxelles brussels | belge belgian
suisse switzerland berne | helvetique swiss
pologne poland varsovie warsaw | polonais polish
roumanie romania bucarest bucharest | roumain romanian
grece greece athenes athens | grec grecque greek
suede sweden stockholm | suedois swedish
norvege norway oslo | norvegien norwegian
danemark denmark copenhague | danois danish
autriche austria vienne vienna | autrichien austrian
hongrie hungary budapest | hongrois hungarian
bielorussie belarus minsk | bielorusse belarusian
serbie serbia belgrade | serbe serbian
"""
ENDINGS = ("", "s", "e", "es", "ne", "nes", "te", "tes")


@cache
def nations() -> dict[str, str]:
    """The state, named by its first word, of each folded word that means it.

    >>> nations()["moscou"], nations()["maliennes"]
    ('@russie', '@mali')
    """
    found: dict[str, str] = {}
    for line in STATES.strip().splitlines():
        names, adjectives = (part.split() for part in line.split("|"))
        state = f"@{names[0]}"
        found.update(dict.fromkeys(names, state))
        found.update((base + end, state) for base in adjectives for end in ENDINGS)
    return found


def is_nation_word(word: str) -> bool:
    """Whether a word, in small letters as an adjective is, means a state."""
    return folded(word) in nations()
