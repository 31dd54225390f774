# ruff: noqa: E501  a line is a group of words
"""The English words for the French ones of news: which of these a translation can stand for."""

from functools import cache

from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.lexicon import are_synonyms, neutral, stem
from qa_service.answering.checking.parsing import Parsed, Sort

UNKNOWN = 0.5  # of a statement's words at most that are neither listed nor cognate
ALIKE = 5  # letters that begin a word and its cognate: "diplomatic", "diplomatique"
TRANSLATIONS = """
livrer fournir remettre fourniture | deliver delivery supply provide shipment hand
aller rendre voyage déplacement visite | go went gone travel trip visit
continuer poursuivre | continue pursue keep remain further
reprendre recommencer reprise | resume restart again recover resumption
interrompre suspendre arrêter arrêt cesser | interrupt suspend halt stop cease suspension interruption stopping
entretenir rencontrer discuter rencontre entretien échanger parler audience recevoir | meet met talk discuss meeting discussion interview audience receive exchange
accord pacte entente texte | agreement deal accord text pact treaty
coopération partenariat partenaire | cooperation partnership partner
commun conjoint | joint common shared together
ratifier adopter approuver voter ratification vert | ratify adopt approve approval ratification vote pass passed green
coût prix facture tarif cher coûter | cost price bill expensive fare
travaux chantier | work works construction site
ouvrir ouverture inaugurer inauguration inaugural | open opening inaugurate inauguration launch enter service
emploi poste embauche | job post employment position hire
embaucher recruter embauche recrutement | hire hires hiring recruit recruitment recruits
supprimer suppression supprimé | cut axe remove abolish cuts
voyageur passager usager | passenger traveller traveler user rider
voiture automobile véhicule | car vehicle
bateau navire ferry roulier | ship boat vessel ferry
syndicat | union
maire mairie municipal ville municipalité | mayor city town municipal hall council
ville commune | city town
circulation trafic | traffic
jour quotidien | day daily
semaine hebdomadaire | week weekly
mois mensuel | month monthly
an année annuel | year annual yearly
heure | hour
minute | minute
attaque attentat | attack attacks
victime mort | victim casualty death dead killed toll
militaire armée soldat troupe force | military army soldier soldiers troop force forces
putsch coup putschiste renverser | coup putsch putschist overthrow overthrew ouster oust
dirigeant chef responsable tête diriger | leader head chief official lead led run
pouvoir gouverner | power rule ruling govern authority
choisir choix | choose chose choice chosen
vouloir entendre souhaiter compter prévoir volonté | want intend wish plan will aim seek mean
demander réclamer exiger appeler | ask demand call request claim require
craindre redouter crainte inquiéter peur | fear dread worry worried concern afraid fears
estimer juger considérer penser | estimate consider think believe deem view reckon
affirmer assurer déclarer dire expliquer indiquer ajouter souligner annoncer | say state claim assure declare explain indicate add stress announce insist assert maintain
rappeler noter relever constater observer | recall note observe remind point
reprocher critiquer dénoncer | criticise criticize blame accuse denounce reproach fault
renforcer resserrer intensifier consolider étroit | strengthen reinforce tighten step close closer stronger intensify deepen
augmenter hausse accroître monter passer progresser grimper | increase rise rises rose risen grow grew climb higher go up
baisser baisse diminuer tomber réduire chuter | fall fell fallen drop decrease decline reduce lower down cut
construire bâtir construction | build built construct construction
rejeter | reject dismiss throw
reporter repousser retarder report retard | postpone delay push put late behind later
payer financer verser apporter financement | pay paid fund finance contribute provide bring
permettre autoriser | allow permit enable authorise authorize let
interdire | ban forbid prohibit
élection élire élu | election elect elected
rester demeurer garder | remain stay keep still
former formation instructeur instruction | train training trained instructor course instruct
équipement matériel | equipment gear material hardware
pression | pressure press
hostilité hostile éprouver | hostility hostile animosity bear feel
démission démissionner départ | resignation resign step quit leave departure
tuer | kill
blesser | wound injure hurt
pays état nation | country state nation
bâtiment | building
entreprise compagnie société régie groupe | company firm business operator group
fonds argent | fund money
maintenir conserver garder maintien | maintain keep kept retain save continue preserve
nostalgie nostalgique | nostalgia nostalgic
souveraineté souverain | sovereignty sovereign
important importance | important importance significant
davantage plus supplémentaire | more additional extra further increasingly
utiliser emprunter | use take travel
emprunter emprunt prêt | borrow loan
prêter | lend lent loan
proposer proposition | propose proposal suggest offer
sembler paraître | seem appear
résister tenir | resist hold withstand
magasin commerce boutique commerçant | shop store business shopkeeper trader merchant retailer
rouvrir | reopen
prévu prévoir devoir attendre table | plan due expect expected schedule provide provides forecast foresee set
prévisible | predictable foreseeable foreseen
verser dividende | pay dividend distribute
présider président présidente | chair preside president head chairman chairwoman
directeur directrice direction | director manager management head chief
collectif | collective group
créer fonder création créé fondé | create found founded set establish form launch
menacer menace | threaten threat
saisir tribunal recours appel | seize refer court appeal take bring ask
tribunal justice administratif | court justice administrative tribunal
modifier changer modification évoluer | change changed unchanged alter modify affect evolve shift
protéger préserver | protect preserve shield
aider aide appui soutien soutenir appuyer | help aid support assistance back backing assist
lutter lutte combattre combat | fight combat struggle against tackle
améliorer amélioration | improve improvement better
détériorer dégrader | deteriorate worsen
défendre défense | defend defence defense
vendre vente | sell sold sale
acheter achat commander commande | buy bought purchase order
employer emploi salarié personne | employ staff employee worker employs people person
salarié employé travailleur | employee worker staff
quitter partir départ retirer retrait | leave left quit depart departure withdraw withdrew withdrawal pull
revenir retour rentrer | return come back
inviter | invite urge
remplacer succéder | replace succeed
nommer nom désigner | name appoint call
examiner | examine review look study
rapport bilan | report review
relation lien rapport | relation relations relationship tie ties link links
dépasser | exceed surpass beat
fermer fermeture | close closed closing closure shut
découverte découvrir | discovery discover find found
évacuer | evacuate remove clear haul
pollué polluant pollution | polluted polluting pollution contaminated contaminate clean
terre sol terrain | soil earth land ground
tonne | tonne ton
blé | wheat
carburant | fuel
énergie | energy
agriculture | agriculture farming
mine minier | mine mining
arme armement | arms weapon armament weapons
munition | ammunition munition
hélicoptère | helicopter
contrat | contract
contenu | content contents
public | public
rendre | make made
publier publication | publish publication
secret | secret
présence présent | presence present
absence | absence
manifester manifestation manifestant défiler défilé | demonstrate demonstration demonstrator protester protest march marched rally
grève mouvement gréviste | strike striker strikers walkout movement industrial action
durer durée | last duration long take
négocier négociation | negotiate negotiation talks
médiation mener | mediation mediate conduct lead
mener | carry conduct lead wage
commettre | carry commit perpetrate
regretter déplorer | regret deplore lament
saluer féliciter | welcome hail praise greet
remercier remerciement | thank thanks gratitude
refuser refus | refuse decline refusal reject
accepter | accept
nier démentir | deny denial
douter doute | doubt
limiter restreindre | limit restrict
rembourser | repay reimburse refund
indemniser indemnisation | compensate compensation
dépenser consacrer | spend spent devote
investir investissement | invest investment
taxe impôt | tax
perdre | lose lost
gagner remporter | win won gain
victoire arracher | victory win wrest
salaire | wage pay salary
transporter | carry carried transport
habitant riverain population | resident inhabitant population local people
quartier | district neighbourhood neighborhood quarter area
rue | street rue road
quai | quay wharf embankment
route routier voie | road route track lane
pont | bridge
rail | rail track
tracé | route line alignment path layout
station arrêt | station stop
desservir desserte | serve served service connection access link
tram tramway rame | tram tramway train
liaison ligne | line link route service connection
gare | station
relier | link connect
rotation aller-retour | round trip trips rotation crossing return
port docker dock | port docker dock dockworker harbour harbor
terminal | terminal
mer maritime | sea maritime shipping
maritime boulevard | maritime boulevard seafront
libraire | bookseller bookshop
spécialiste expert | specialist expert
chercheur enseignant | researcher teacher lecturer academic
sociologue | sociologist
secrétaire | secretary
adjoint | deputy mayor
opposition opposant | opposition opponent
préfet préfecture | prefect prefecture
ministre ministère | minister ministry
affaires étranger diplomatie | foreign affair diplomacy diplomatic
étranger | foreign abroad
ambassadeur | ambassador
envoyé spécial | envoy special
mercenaire | mercenary mercenaries
officier | officer
police policier | police
gouvernement | government
conseil | council board cabinet
transition transitoire | transition transitional
autorité pouvoir | authority authorities
séjourner séjour | stay stayed spend
population partie | population part people
partie part | part share some
nombre nombreux | number many several numerous
certains | some certain
premier | first
dernier | last
nouveau | new
ancien | former old
long longueur | long length
grand gros vaste | great large big major high
petit | small little
espoir espérer | hope hopes
fragile | fragile shaky
grave | serious severe
mortel meurtrier | deadly lethal
terroriste terrorisme djihadiste | terrorist terrorism jihadist
civil | civilian
sécurité sécuritaire | security
guerre | war
paix | peace
économie économique | economy economic
humanitaire | humanitarian
technique | technical
scientifique science | scientific science
social | social
commercial commerce | commercial trade
politique | policy political politics
historique | historic historical
stratégie stratégique | strategy strategic
régional région | regional region
local | local
national | national
international | international
privé | private
public régie | public municipal publicly
indépendant indépendance | independent independence
indéterminé | permanent indefinite
déterminé | fixed
durée contrat terme | term
fonction poste | office
temporaire provisoire | temporary provisional temporarily
définitif final | final definitive permanent
gérer exploiter exploitation confier | run manage operate operation operator entrust
confier | entrust entrusted hand award give
rester reste | rest rests remainder balance
moitié | half
million | million
milliard | billion
mètre | metre meter
kilomètre | kilometre kilometer
euro | euro
projet | project plan
plan | plan
loi | law bill
projet loi | bill
vote voter | vote
but objectif viser | aim goal purpose objective
cause raison motif | cause reason
conséquence suite | consequence result
logique | logical logically
symbole | symbol
signe signal | sign signal
idée hypothèse | idea hypothesis notion
circuler | circulate run
ambition | ambition
annonce | announcement
communiqué | statement communiqué release
lettre | letter
slogan diriger | slogan chant direct
compte reprendre | endorse share adopt own account
prendre acte | take note acknowledge
obtenir | obtain get got win secure
gain cause | get got want wanted way
marcher pied | walk foot
quart | quarter
éviter | avoid prevent
empêcher | prevent stop keep
scénario | scenario
chercher | seek look search try
trouver | find found
événement | event
inquiéter | worry alarm concern
diversifier | diversify
besoin nécessaire | need necessary
devoir dette | owe debt must
fin finir terminer achever | end finish complete completed completion
début commencer débuter démarrer | start begin began begun beginning early
avance | early ahead advance
retard | late delay behind
entrer | enter
sortir | leave exit come
venir | come
arriver arrivée | arrive arrival come
envoyer | send sent
recevoir | receive
donner | give gave
prendre | take took taken
mettre | put
faire | make do
annuler | cancel
tenir bon | hold held holding firm
participer | take part participate
suivre | follow attend
connaître | know known
apprendre | learn
montrer | show
jouer | play
dater | date
remonter | date go back
indépendance | independence
ailleurs | elsewhere
exclure | rule exclude
évoquer | mention raise discuss refer evoke
écarter | rule dismiss discard reject
contester | dispute contest challenge
utilité | usefulness need utility
surcoût dérapage | overrun extra cost overspend
loyer | rent rents
client clientèle | customer client
revenir | return back
étude étudier | study studies
expertise | assessment appraisal expert study
appel offre | tender bid call
enquête enquêteur | inquiry inquiries survey investigation investigating
conclusion | conclusion finding
médiation | mediation
unanimité | unanimous unanimously
mobilisation | mobilisation mobilization
douloureux | painful
compromis | compromise
avril | april
batterie | battery
défaut | defect fault flaw
hybride | hybrid
branchement électrique | electric connection plug shore
électricité électrique | electricity electric power
émission | emission
pollution | pollution
gratuit gratuité | free travel
fréquence | frequency
fréquentation | ridership patronage traffic attendance use number footfall
prévision | forecast expectation projection
succès réussite | success
véhicule | vehicle
boulevard | boulevard
camion | lorry truck
wagon | wagon
étroit | narrow
large | wide
pétition signature | petition signature
signer | sign
menteur tromper | lie
promettre promesse | promise pledge
engager engagement | commit commitment undertake pledge
notamment particulier surtout | notably particular particularly especially mainly including
dépôt | depot storage
emplacement site | site location place
hydrocarbure | hydrocarbon
ancien | former
rue rive | street bank
traverser | cross run
couper barrer | cut block sever bar
accès accéder | access reach
succéder | succeed
toucher atteindre | affect affected hit touch reach
saison été | summer season
printemps | spring
hiver | winter
automne | autumn fall
voisin | neighbour neighbor neighbouring
frontière | border
village | village
région | region area
capitale | capital
siège | seat headquarters
membre | member
seul unique | only sole single
ensemble | whole together all
tous tout | all every whole entire
contre | against
intervention | intervention
opération | operation
espace | space
drapeau | flag
affiche | poster placard
brandir | wave brandish hold
place | place square
rassembler réunir | gather bring unite
foule | crowd
jeune | young youth
femme | woman
homme | man
enfant | child children
école | school
hôpital | hospital
santé | health
médecin | doctor
eau | water
nourriture alimentation | food
maison logement | house housing home
feu incendie | fire
accident | accident
juge jugement | judge ruling judgment
procès | trial lawsuit
prison | prison jail
avocat | lawyer
crime | crime
voler vol | steal flight theft
avion | plane aircraft
train | train
vraiment réel | really truly actually
interroger demander | wonder question ask
délégation délégué | delegation delegate representative
partir repartir départ | leave left depart
junte | junta
instant moment temps | moment time now
face | face facing face
puissance fort puissant | power powerful strong strongman strongmen
fixer | set fix decide
dater | date
auteur | author perpetrator
suggérer montrer | suggest show indicate
différence contrairement | unlike difference different contrast
reconnaître | recognise recognize acknowledge admit
programme | programme program course
organiser organisateur | organise organize organiser organizer arrange
même | same
occuper | occupy fill
rapprocher rapprochement | closer rapprochement approach move
crise | crisis
amener mener | bring lead
poser question | ask arise raise pose
bloquer | block stuck deadlock stall
figure | figure
influent influence | influential influence
parcours suivre | path course route
plateforme | platform
citoyen | citizen civic
basculer basculement | shift swing switch turn
intérêt intéresser | interest benefit concern
guider | guide
décision décider | decision decide
respecter respect | respect
matière domaine | matter field area regard term
contrôle | control
territoire | territory
contraire | contrary opposite
option | option
discussion dialogue fond | discussion dialogue talks substantive depth
époque période | era period time age
image | image picture
favorable | favourable favorable
souvenir | memory memories remember
susciter | raise arouse raised stir
prudence | caution cautious
dominer | dominate prevail
affronter | clash confrontation confront row
épisode | episode
exprimer parole | speak spoke express
laisser entendre | hint suggest imply
lier | bind tie link
développement | development
analyse | analysis
catastrophe | disaster catastrophe
précédent | precedent previous
survenir | occur happen
condition | condition circumstance
exercer | exert put
aspect | aspect side
efficace | effective efficient
hâter accélérer | hasten speed accelerate
charger | charge responsible task
malgré | despite spite
islam islamique | islamic
comporter comprendre | include comprise contain component
partie volet | part component side strand
source | source
geste | gesture
colonial | colonial
allié | ally
brouiller brouille | fall fallen rift quarrel out
origine | original origin
diffuser | release publish broadcast issue
sujet | subject topic issue matter
bilatéral | bilateral
avenir | future
amical tradition | friendly traditionally tradition
élargir | broaden widen expand extend
profitable | beneficial profitable mutually
position principe | position principle stance
enceinte instance | forum body
concertation accorder | consultation coordinate coordination align
décennie | decade
impulsion | impetus impulse leadership
axe | axis
consternation | dismay consternation
centre central | central centre
ferry | ferry
reconstruction | rebuild reconstruction
désengorger | relieve ease congestion
répondre | answer reply respond
veille | eve day previous
clôture | closing close
vitrine | window shopfront
recueillir | gather collect
général | general
procédure | procedure
commissaire enquêteur | commissioner inquiry
invoquer | cite invoke blame
comité | committee
renchérir | price risen rise costlier
représenter | represent
embarquer embarquement | board boarding
décider | decide
tableur | spreadsheet
stupéfait | stunned astonished amazed
rénover rénovation | renovation renovate refurbish refurbishment
rampe | ramp
volontaire | voluntary volunteer
immobiliser | immobilise immobilize ground tie strand
chambre | chamber
minoritaire | minority smaller
sauver | save
renouveler renouvellement | renewal renew
flotte | fleet
réjouir | pleased delighted welcome
dénouement | outcome end
barge | barge
archive | archive record
mentionner | mention
cuve | tank
ingénieur | engineer
renoncer | give give abandon forgo
enjamber | span cross bridge over
écouter | listen heard
tourner page | turn page
éteindre | switch turn
moteur | engine
escale | call stopover
réseau | network grid
élever | amount stand total
assister | attend
banderole | banner
préférer | prefer
vivant | living lively alive
attribuer | attribute credit put grant award
plaindre | complain
usager | user
question | question issue
nombre | number
service | service
mise | commissioning
journée | day
résultat | result
problème | problem
risque danger | risk danger
violence | violence
information | information
réforme | reform
débat | debate
urgence | emergency
zone | zone area
monde mondial | world global
liberté | freedom
peine | sentence
événement fait | event
réaction | reaction
solution | solution
erreur faute | mistake error
preuve | proof evidence
témoin témoigner | witness testify
représentant | representative
mouvement | movement
président | president chair
route | road
"""
FILLERS = frozenset(  # of English, for which French often has no word of its own
    "got get gets getting take takes taken took up down off out away over about along way what whose "
    "which that there here however also moreover instead rather than both each another other others so "
    "such still even just only now then ago once too very much more most less no not nor without bear "
    "bears bearing take takes taking took remains become became becoming lie start started there since ever although though where who whom this those these them they we our you your his her him my mine one another someone anyone every anything nothing something somewhat quite rather really almost bears bearing want wanted due set own able thing things quarter round low sort kind among amid "
    "whether because despite according per back further meanwhile already yet currently today "
    "including notably around across within during until by come came bring brought go goes went "
    "hold held keep leave left let put turn turned part long far last first one two three four five "
    "six seven eight nine ten would could should might may shall must will can did does done been being "
    "great toward towards matter way ways part parts case fact point end ends side sides kind amount  itself himself herself themselves under face good well having make made makes give given gave work works run runs article newspaper outlet call called "
    "say said says describe them he she it its they cost good like mean means use used new".split()
)


@cache
def translations() -> dict[str, frozenset[str]]:
    """The stems of the French words that each English stem can stand for."""
    found: dict[str, set[str]] = {}
    for line in TRANSLATIONS.strip().splitlines():
        french, english = (part.split() for part in line.split("|"))
        for word in english:
            found.setdefault(stem(word, "en") or word, set()).update(
                stem(one, "fr") or one for one in french
            )
    return {word: frozenset(stems) for word, stems in found.items()}


def lacks_translation(claim: Parsed, ground: Ground) -> bool:
    """Whether a word of a statement has no counterpart in evidence of the other language."""
    if {claim.language, ground.language} != {"en", "fr"}:
        return False
    aside = fillers() | neutral(claim.language)
    plain = [
        word
        for word in claim.content
        if word.sort is Sort.PLAIN and word.key[0] != "@" and word.key not in aside
    ]
    words = {word.key for word in plain}
    named = {stem(one.text, ground.language) for one in ground.quote.words if one.sort is Sort.NAME}
    known = ground.keys | ground.outlet_keys | ground.around_keys | named
    if claim.language == "en":
        found = [is_translated(key, known) for key in words]
        done = {word.key for word in plain if word.low.endswith("ed")}
        if any(is_translated(key, known) is None for key in done):
            return True
        return False in found or found.count(None) > UNKNOWN * len(found)
    told = {meant for key in known for meant in translations().get(key, ())}
    return any(
        key in set().union(*translations().values())
        and not any(are_synonyms(key, one, "fr") for one in told)
        and not _is_cognate(key, known)
        for key in words
    )


@cache
def fillers() -> frozenset[str]:
    """The stems of `FILLERS`."""
    return frozenset(stem(word, "en") or word for word in FILLERS)


def _is_cognate(key: str, others: frozenset[str]) -> bool:
    return any(other[:ALIKE] == key[:ALIKE] for other in others if len(other) >= ALIKE <= len(key))


def is_translated(key: str, others: frozenset[str]) -> bool | None:
    """Whether French stems have what an English one means; None where that is not known.

    >>> ble = frozenset(("livr", "ble"))
    >>> [is_translated(word, ble) for word in ("wheat", "fuel", "zebra")]
    [True, False, None]
    """
    if _is_cognate(key, others):
        return True
    if (meant := translations().get(key)) is None:
        return None
    return any(are_synonyms(one, other, "fr") for one in meant for other in others)
