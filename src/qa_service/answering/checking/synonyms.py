# ruff: noqa: E501  a line is a group of words
"""Words that news uses for one another.

A line holds words of one meaning, with those forms of a verb that do not begin as it does. Only what
changes no fact is a synonym: "annoncer" and "promettre" are none, nor are "former" and "recruter".
"""

SYNONYMS = {
    "fr": """
livrer fournir remettre acheminer livraison fourniture parvenir
aller rendre voyager déplacer déplacement voyage visite
continuer poursuivre perdurer poursuite continuation
reprendre repris reprise recommencer redémarrer
interrompre interruption suspendre suspension arrêter arrêt stopper cesser
entretenir rencontrer discuter parler échanger discussion entretien rencontre évoquer question aborder
accord pacte entente texte compromis traité convention
coopération partenariat collaboration
commun conjoint commune
ratifier adopter approuver ratification adoption approbation vert aval avaliser valider entériner
coût prix facture montant tarif
travaux chantier
ouvrir ouvert ouverture service inaugurer inauguration démarrer commencer débuter démarrage lancer lancement
poste emploi
embaucher recruter embauche recrutement engager
supprimer suppression
voyageur passager usager
voiture automobile véhicule
bateau navire ferry
syndicat organisation
maire municipalité mairie municipal ville commune
circulation trafic
jour quotidien journalier quotidiennement
attaque attentat raid assaut offensive
victime mort décès
militaire armée soldat troupe
putsch coup
dirigeant responsable chef leader
pouvoir junte diriger gouverner
accélérer hâter précipiter
choisir choix
vouloir voulu veut veulent volonté souhaiter souhait désirer désir entendre intention
demander demande réclamer exiger exigence requérir
craindre crainte redouter peur inquiéter inquiet inquiétude appréhender
estimer juger considérer penser croire trouver
affirmer assurer déclarer soutenir dire expliquer préciser indiquer ajouter souligner insister
rappeler noter relever constater observer rapporter
reprocher critiquer accuser grief blâmer
resserrer renforcer renforcement intensifier consolider
élargir étendre accroître augmenter grimper monter progresser hausse augmentation bondir accroissement élargissement extension hausser alourdir
baisser diminuer réduire réduit réduction descendre tomber chuter baisse diminution ramener recul reculer chute
construire construit construction bâtir bâti édifier ériger
rejeter rejet débouter repousser
reporter retarder report retard repousser décaler différer
payer financer verser apporter versement paiement financement
permettre permis autoriser autorisation
interdire prohiber interdiction
élire élection élu
rester demeurer
former formation instruction entraîner entraînement instruire
équiper équipement matériel
pression peser presser
hostilité animosité inimitié
cesser fin terminer achever prendre achèvement cessation
démissionner démission départ
tuer abattre
blesser blessé
pays état nation
bâtiment immeuble
entreprise société compagnie firme groupe
argent fonds
maintenir maintenu maintien conserver garder sauver sauvegarder préserver
nostalgie nostalgique
souverain souveraineté
consternation consterner
rapprochement rapprocher
expliquer attribuer dû
important importance
davantage supplémentaire plus
utiliser emprunter
démarche demande
circuler relier
logement habitation
proposer proposition suggérer suggestion
sembler paraître paraît
moment instant
résister résistance tenir tient
commerce boutique magasin
genre type sorte
rouvrir rouvert
particulier surtout notamment spécialement particulièrement
plan domaine volet
prévoir prévu prévoit prévision doit doivent devait devoir attendre attendu
suspendre renoncer
verser versement distribuer distribution
présider président présidence présidente
diriger directeur directrice dirigeant tête direction
réunir rassembler regrouper réunion
créer création naître naissance jour fonder fondation
interdit interdiction
commettre mener perpétrer
exprimer parole prononcer
anticiper prévisible prévoir
réaffirmer confirmer
promettre promesse engager engagement
fonder fondation créer
menacer menace
saisir saisi saisine recours recourir
modifier modification changer changement transformer
préserver protéger protection sauvegarder
aider aide appui appuyer soutien soutenir soutenu assistance assister épauler
lutter lutte combattre combat
améliorer amélioration
détériorer dégrader détérioration dégradation aggraver aggravation empirer
défendre défense
vendre vendu vente céder cession
acheter achat acquérir acquis acquisition acquéreur
commander commande
employer emploi compter effectif
employé salarié travailleur personnel
ouvrier travailleur
quitter partir départ retirer retrait
arriver arrivée venir venu venue
revenir reviennent retour retourner regagner rentrer
inviter invitation convier encourager
remplacer remplacement succéder successeur
nommer nomination désigner désignation
limoger limogeage révoquer destituer
renverser renversement déposer évincer
résulter découler
examiner examen étudier étude
enquêter enquête investigation
rapport bilan compte
consulter consultation
évaluer évaluation estimer estimation chiffrer
atteindre atteint élever
dépasser excéder supérieur
manquer manque pénurie
fermer fermeture fermé
détruire détruit destruction démolir démolition
réparer réparation
rénover rénovation réfection rénové moderniser modernisation
installer installation implanter implantation
déménager déménagement
transférer transfert
libérer libération relâcher
arrêter arrestation interpeller interpellation
emprisonner incarcérer incarcération emprisonnement
juger jugement procès
condamner condamnation
voter vote
signer signature parapher conclure conclu conclusion passer
annuler annulation
publier publication paraître
diffuser diffusion
révéler révélation dévoiler
divulguer révéler public
cacher dissimuler taire tait
participer participation part
assister présent présence
absent absence
manifester manifestation défiler défilé cortège
protester protestation contester contestation
grève mouvement débrayage
gréviste mobilisation
négocier négociation pourparlers
médiation médiateur
rencontrer rencontre recevoir reçu
inquiétude préoccupation inquiéter préoccuper
regretter regret déplorer
satisfait satisfaction réjouir
remercier remerciement gratitude
féliciter saluer réjouir
dénoncer condamner fustiger
refuser refus
accepter acceptation
nier démentir dément démenti
douter doute
soupçonner soupçon
accroître accroissement
limiter limitation restreindre restreint restriction
doubler double
moitié demi
rembourser remboursement
indemniser indemnisation dédommager dédommagement compensation
dépenser dépense
investir investissement
consacrer dépenser
subvention aide
impôt taxe
économiser économie
bénéfice profit
perte déficit déficitaire
dette endettement
loyer bail
budget enveloppe
salaire rémunération paie
riche fortuné
transporter transport acheminer embarquer
conduire conduit conduite mener
habiter habitant riverain résident
population habitant
quartier secteur
route voie
pont ouvrage
tracé itinéraire parcours
arrêt station
rame tram tramway
liaison desserte
desservir dessert desserte
rotation aller-retour traversée
port portuaire
terminal gare
navire bateau cargo
pollution pollué polluant contamination contaminer
propre écologique
dégager dégagement évacuer évacuation
découvrir découvert découverte trouver
chercher recherche rechercher
chercheur scientifique spécialiste expert
expert expertise
analyste expert spécialiste
enseignant professeur
médecin docteur
étudiant élève
patron directeur
adjoint adjointe
chef patron
opposant opposition
partisan soutien
allié alliance
rival concurrent
ennemi adversaire
étroit resserré
vaste large grand
récent récemment
ancien ex
futur prochain
actuel actuellement aujourd'hui
précédent dernier passé antérieur
annuel an
mensuel mois
provisoire provisoirement temporaire temporairement
définitif définitivement final
graduel progressif progressivement peu
rapide rapidement vite
difficile difficulté délicat
grave sérieux
nombreux multiple multitude
principal premier majeur
unique seul
nécessaire besoin
mortel meurtrier
terroriste djihadiste terrorisme
civil population
sécurité sécuritaire
politique politiquement
économie économique économiquement
stratégie stratégique
diplomatie diplomatique
arme armement
munition cartouche
hélicoptère appareil
blé céréale
carburant essence combustible
énergie énergétique
agriculture agricole
mine minier
commercer commercial commerce
industrie industriel
tourisme touristique touriste
client clientèle
pêcheur pêche
fréquentation affluence
succès réussite
échec échouer
victoire succès
progrès avancée
choix décision décider option
déterminer décider fixer
avis opinion
idée hypothèse thèse
signe signal indice
symbole symboliser symbolique
cause raison motif
conséquence effet suite
but objectif visée viser
projet plan programme
mesure disposition
étape phase
durée longueur
début commencement
délai échéance
avance tôt
lendemain après
communiqué déclaration
annonce annoncer communiquer
interview entretien
discours allocution
lettre courrier
document texte
contenu teneur
loi législation législatif
texte loi
tribunal justice juridiction juge
plainte recours
règle règlement
contrat marché
appel offre
conseil assemblée
élu conseiller
réunion séance session
président chef
gouvernement exécutif
préfet préfecture
ministre ministère
ambassadeur ambassade
instructeur formateur entraîneur
mercenaire paramilitaire
officier gradé
policier police
figurer compter appartenir
lien relation rapport
renouer rétablir
brouiller fâcher
rompre rupture
séjourner séjour
étudier étude cursus
cursus formation parcours
inspirer inspiration
influent influence
crédible crédibilité
prudent prudence
fragile fragilité précaire
stable stabilité
instable instabilité
efficace efficacité
ouvrir accessible
gratuit gratuitement gratuité
payant tarif
âgé âge
jeune jeunesse
signaler alerter
rapporter relater
raconter récit
effectuer accomplir réaliser exécuter
réaliser réalisation concrétiser
organiser organisation tenir tenue
préparer préparation
lancer entamer
déclencher provoquer occasionner
appeler appel
exhorter appeler
avertir prévenir avertissement
conseiller recommander recommandation préconiser
convaincre persuader
empêcher bloquer entraver
bloquer blocage immobiliser paralyser
barrer couper coupure
traverser traversée
longer border
relier rejoindre connecter
gérer gestion exploiter exploitation opérer exploitant
confier attribuer
appartenir propriétaire posséder
louer location
occuper occupation
envahir invasion
contrôler contrôle
surveiller surveillance
déployer déploiement envoyer envoi
retirer retrait rapatrier
accueillir accueil héberger
brandir agiter
désengorger fluidifier décongestionner
alléger soulager
nuire préjudice
souffrir pâtir
subir essuyer
concerner toucher
frapper toucher
mourir décéder
disparaître disparition
naître né
fêter célébrer célébration
reconnaître reconnu reconnaît admettre admis reconnaissance
constituer représenter
valoir coûter
s'élever atteindre
égaler équivaloir
évolution évoluer
tendance orientation
comparer comparaison
différer différent différence
ressembler semblable
lier lié
contribuer contribution
bénéficier profiter
obtenir obtenu obtention décrocher
gagner remporter
perdre perdu perte
échapper éviter
protéger abriter
priver privation
ignorer méconnaître
savoir connaître sait
apprendre appris
comprendre compris
oublier omettre
penser réfléchir
essayer tenter tentative
réussir parvenir
hésiter hésitation
ordonner ordre
obéir respecter respect
forcer contraindre obliger contraint contrainte
finalement enfin
cher coûteux onéreux
remplir rempli
vider vide
ajouter adjoindre
marcher marche pied
courir course
monter grimpée
allonger prolonger prolongation prolongement
raccourcir écourter
nouveau neuf
ville agglomération
métropole ville
île insulaire
mer maritime
terre sol terrain
hydrocarbure pétrole
gaz gazier
électricité électrique
branchement brancher raccordement raccorder
batterie accumulateur
panne défaillance défaut
incendie feu
accident sinistre
salarié employé personne individu gens homme
manifestant participant personne
malgré dépit face
fixer arrêter déterminer
site emplacement lieu endroit
voter approuver
signer signature
scientifique science
achever achèvement
client clientèle
contrairement différence
vraiment réellement véritablement
gagner prendre
jouer mener
comporter comprendre inclure contenir
volet partie
diplomatie étranger
invoquer avant avancer évoquer
solliciter demander
cher prix
passer circuler emprunter
interpréter suggérer signe montrer
moscou capitale
conclure accord
écologique polluant
fin terme issue
passer monter grimper
coûter prix
nouvel nouveau
désastre catastrophe drame tragédie
alarmer inquiéter
renchérir augmenter prix cher hausse
succéder suite remplacer
consacrer coûter
réduire restreindre limiter
alimenter courant
éteindre couper
justifier invoquer expliquer
contrat cdi
futur avenir
mettre terme fin
traditionnel tradition traditionnellement
délégation délégué
accorder coordonner harmoniser concertation
toucher concerner affecter
commerce échange
fournir dispenser
divers différent plusieurs
certain quelque
annonce déclaration propos
accuser imputer
chute renversement
voisin proche
parti formation
lieu endroit
délai temps
sanction pénalité
soutenir financer
dernier récent
beaucoup nombreux nombre
fermeture arrêt fermer arrêter
rester garder
découler conséquence
destiner devoir
remettre contester
taire nommer
liste catalogue
réclamer vouloir demander
devoir prévoir
abandonner renoncer
situation contexte circonstance condition
problème difficulté souci
crise tension
question sujet thème
information renseignement donnée
maladie affection
épidémie pandémie
hôpital hospitalier établissement
risque danger menace
charge responsabilité
association organisation
devenir transformer
fille fillette
enfant mineur
père parent
famille familial foyer
répondre réponse répliquer
violence violent brutalité
réseau système
laisser permettre
travailler travail bosser
centre milieu
moyen ressource
épreuve test
cadre contexte
production produire fabriquer fabrication
position posture point
fonction poste mandat
complet complètement totalement entièrement
officiel officiellement
possible éventuel possibilité
développer développement essor
émission programme
débat discussion
réforme changement
résultat bilan conséquence
urgence urgent
message texte
acte action geste
pompier secours
enregistrer recenser compter
judiciaire juridique
image photo cliché
activité action
mondial international monde planète
dossier affaire
film long-métrage
origine provenance source
zone secteur région territoire
période époque moment temps
agent fonctionnaire
constructeur fabricant
conflit guerre affrontement affronter
amende sanction contravention
vitesse rapidité
liberté libre
peine sanction condamnation
apparaître surgir émerger
accompagner escorter
lever retirer
événement fait
situé trouver localiser
prêt disposé
imposer obliger contraindre
frontière limite
vacances congé
professionnel métier
intervenir intervention
attention vigilance prudence
meilleur mieux
rôle fonction mission
conducteur chauffeur automobiliste
immédiat immédiatement aussitôt
suffisant suffisamment assez
colère indignation fureur
confiance foi
polémique controverse
nécessité besoin
infecter infection contamination
incident accident
collègue confrère
plateforme site organisation mouvement
sondage enquête
référence modèle
suspect soupçonner
citoyen habitant
exceptionnel rare extraordinaire
populaire apprécié
candidature candidat
solution issue réponse
proximité proche près
erreur faute
autonomie indépendance indépendant
initiative démarche
détenu prisonnier
peuple population nation
garantir assurer
réalité réel
impact effet conséquence incidence
rassurer tranquilliser
campagne opération
lourd important
réaction réponse
racisme raciste
revendication exigence
heureux content satisfait
partiel partie
signifier vouloir
témoigner témoignage témoin
gagnant vainqueur
preuve démontrer prouver
table réunion
énorme immense gigantesque
interne intérieur
probable probablement vraisemblable sans
capable capacité pouvoir
chômage emploi
attaché lié
exclure écarter
communauté collectivité
emporter remporter
contrat engagement
délégation délégué représentant
repartir départ partir quitter
bloquer impasse blocage
hommes dirigeant
figure personnalité
basculement bascule changement tournant
guider orienter diriger
respecter respect
matière domaine
discussion pourparlers dialogue échange
image réputation
favorable positif
souvenir mémoire
susciter provoquer éveiller faire
survenir produire arriver intervenir
tradition habitude
accorder harmoniser coordonner
enceinte instance
impulsion initiative élan
axe alliance
veille jour
recueillir obtenir récolter rassembler
grief reproche plainte
procédure démarche
représenter défendre
décider décision
stupéfait surpris étonné sidéré
rampe passerelle
volontaire volontariat
renouvellement renouveler remplacement remplacer
flotte navire bateau
dénouement issue fin
archive document
mentionner indiquer signaler
cuve réservoir
ingénieur technicien
enjamber passer franchir traverser
mériter digne
banderole pancarte affiche
préférer mieux
plaindre déplorer
nuancer tempérer
influent puissant
concordant convergent
colonial colonie
brouille fâcherie rupture dispute
bilatéral mutuel
décennie an
consternation désarroi
desservir arrêter
emploi travail
inutile utilité utile
surcoût dépassement dérapage
dérapage surcoût dépassement
capital métropole
immatriculer enregistrer
négatif défavorable
mémoire souvenir
seulement simplement juste
maximum plafond
minimum plancher
extérieur étranger
hâter accélérer
nommé appelé
logique logiquement
constamment toujours
sûr sécurité
réseau secteur
affréter louer
patienter attendre
chercher vouloir viser tenter essayer
devoir censé destiner
regretter nostalgie nostalgique
remplacer place supplanter
progresser améliorer
toucher recevoir percevoir
bloquer couper barrer
voie accès
appel recours
renoncer abandonner
doute interroger
hydrocarbure carburant
découvrir jour
prétendre affirmer
penser estimer
bref court
exact précis
sanctionner punir
instaurer introduire établir mettre
contre opposer hostile
""",
    "en": """
deliver supply provide delivery
go travel visit trip
continue pursue keep
resume restart
halt suspend interrupt stop suspension interruption
meet talk discuss meeting talks discussion
deal agreement accord pact treaty
adopt approve ratify approval ratification adoption
cost price bill
open launch start begin opening
job post position
hire recruit hiring
cut axe remove
car vehicle
ship boat vessel ferry
attack raid assault
army military soldier troop
coup putsch
want wish seek
demand request ask call
fear worry dread
think believe consider
say state declare add explain tell claim note
strengthen reinforce tighten
rise increase grow climb
fall decrease drop decline
build construct construction
reject dismiss turn
delay postpone defer
pay finance fund
ban forbid prohibit
kill slay
injure wound
company firm
weapon arm
help aid support assist assistance
train training instruct
leave depart departure
shop store
passenger traveller traveler
employ employee worker staff
choose choice
stay remain
seem appear
buy purchase acquire
chief head leader
show display
""",
}
