"""Small talk and questions about the archive itself are told from questions about the articles."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.text.courtesies import uncourtly
from qa_service.text.small_talk import small_talk
from tests.conftest import PROJECT

DATA = PROJECT / "tests" / "data"
PIAF = PROJECT.parent / "shared" / "data" / "piaf-dev.json"  # where it was downloaded

ABOUT = {
    ("greeting", "fr"): (
        "bonjour|Bonjour !|BONJOUR|bonsoir|Salut|slt|coucou|Coucou !!!|salut à tous|Bonjour madame|"
        "bonjouuur|bjr|allô ?|rebonjour|Bonjour, bonsoir !"
    ),
    ("greeting", "en"): "Hello|hi|Hi there!|hey|Good morning|good evening!|HELLO",
    ("greeting", "es"): "Hola|¡Buenos días!|buenas tardes",
    ("greeting", "de"): "Hallo!|Guten Tag|Guten Morgen",
    ("greeting", "pt"): "Olá|bom dia",
    ("greeting", "it"): "Buongiorno|salve",
    ("greeting", "nl"): "hoi|Goedemorgen",
    ("greeting", "ar"): "مرحبا|السلام عليكم",
    ("greeting", "ru"): "Привет!|Здравствуйте|Добрый день",
    ("thanks", "fr"): (
        "merci|Merci !|MERCI BEAUCOUP|mille mercis|un grand merci|Merci pour ta réponse|"
        "ok merci|Super, merci !|merci bien|Je vous remercie|merci à vous|parfait|"
        "Merci pour votre aide !|Génial, merci beaucoup"
    ),
    ("thanks", "en"): "thanks|Thank you!|thank you very much|thx|Thanks a lot|Thanks for your help",
    ("thanks", "es"): "gracias|Muchas gracias",
    ("thanks", "de"): "Danke|vielen Dank|Danke schön!",
    ("thanks", "pt"): "obrigado|Muito obrigada",
    ("thanks", "it"): "grazie|Grazie mille",
    ("thanks", "nl"): "bedankt|dank je wel",
    ("thanks", "ar"): "شكرا",
    ("thanks", "ru"): "Спасибо|большое спасибо",
    ("farewell", "fr"): (
        "au revoir|Au revoir !|à bientôt|a bientot|bonne journée|Bonne soirée à vous|à plus tard|"
        "Merci, au revoir|Bon, à demain !|tchao|merci et bonne journée"
    ),
    ("farewell", "en"): "goodbye|Bye-bye|bye!|See you later|have a nice day|Good night",
    ("how_are_you", "fr"): (
        "ça va ?|Salut, ça va ?|comment ça va|Comment vas-tu ?|comment allez-vous ?|tu vas bien ?|"
        "Bonjour, comment allez-vous aujourd'hui ?|Vous allez bien ?|ca va bien?"
    ),
    ("how_are_you", "en"): (
        "How are you?|hi, how are you doing?|how's it going?|What's up?|Are you OK?|"
        "How are you today?"
    ),
    ("identity", "fr"): (
        "Qui es-tu ?|qui êtes-vous ?|T'es un robot ?|t'es qui toi ?|Tu es une IA ?|"
        "Êtes-vous une personne réelle ?|Est-ce que je parle à un humain ?|Comment t'appelles-tu ?|"
        "quel est ton nom ?|Es-tu ChatGPT ?|C'est quoi ton nom ?|Qui t'a créé ?|Présente-toi|"
        "Tu es un robot ou un humain ?|Est-ce que vous êtes un robot ?|À qui je parle ?|"
        "es-tu une intelligence artificielle|Bonjour, qui êtes-vous ?|vous êtes qui ?|"
        "Tu utilises ChatGPT ?|Comment vous appelez-vous ?"
    ),
    ("identity", "en"): (
        "Who are you?|what are you|Are you a robot?|are you human?|Are you an AI?|What's your "
        "name?|"
        "Are you ChatGPT?|Am I talking to a real person?|who made you?|Are you a language model?|"
        "Can you tell me who you are?|Is this a bot?"
    ),
    ("abilities", "fr"): (
        "que sais-tu ?|Que sais-tu faire ?|Qu'est-ce que tu sais ?|Que peux-tu faire pour moi ?|"
        "Que pouvez-vous faire ?|À quoi tu sers ?|à quoi sers-tu|Quelles questions puis-je poser ?|"
        "Comment ça marche ?|aide|Aidez-moi !|Peux-tu m'aider ?|que puis-je te demander ?|"
        "Bonjour, que sais-tu faire stp ?|Qu'est-ce que je peux te demander ?|"
        "Quel genre de questions peut-on te poser ?|Comment fonctionnes-tu ?|"
        "Pouvez-vous me dire ce que vous savez faire ?|Tu peux faire quoi ?|tu sais quoi faire ?|"
        "Comment t'utiliser ?|Quelles sont tes capacités ?|De quoi es-tu capable ?|Que connais-tu ?"
    ),
    ("abilities", "en"): (
        "What can you do?|what do you know?|Help|How does this work?|How do I use this?|"
        "What can I ask you?|what questions can I ask?|How can you help me?|help me please|"
        "Can you help me?|What kind of questions can you answer?|What are you capable of?|"
        "Hello, what can you do for me?|Please tell me what you can do"
    ),
    ("sources", "fr"): (
        "quelles sources ?|Quelles sont tes sources ?|Quelles sont vos sources svp ?|"
        "D'où viennent tes informations ?|d'ou tu tires tes infos|Sur quoi te bases-tu ?|"
        "sources ?|Quelles sources utilises-tu ?|Cite tes sources|D'où proviennent ces articles ?|"
        "Sur quelles sources vous appuyez-vous ?|Que contient cette archive ?|"
        "Qu'est-ce qu'il y a dans l'archive ?|Où trouves-tu tes réponses ?|quelle est ta source ?|"
        "Sur quoi se basent tes réponses ?"
    ),
    ("sources", "en"): (
        "What are your sources?|which sources?|Where does your information come from?|"
        "Which sources do you use?|where do you get your information from|What is in this archive?|"
        "Where do the articles come from?|What are your answers based on?"
    ),
    ("period", "fr"): (
        "Quelle période couvres-tu ?|quelle periode couvre l'archive|De quand datent tes articles "
        "?|"
        "Jusqu'à quand vont les articles ?|De quand à quand vont tes articles ?|"
        "Quelle est la période couverte ?|Depuis quand as-tu des articles ?|"
        "quelles années couvrent tes articles ?|Ton archive remonte jusqu'à quand ?|"
        "Quel est l'article le plus ancien ?|Jusqu'où remontent tes archives ?|"
        "Sur quelle période portent les articles ?|Quelles dates couvrez-vous ?"
    ),
    ("period", "en"): (
        "Which period do you cover?|what time span does the archive cover?|"
        "How far back do your articles go?|What dates do your articles cover?|"
        "From when to when are the articles?|What is the oldest article?|"
        "What years are covered by the archive?|When do your articles start?"
    ),
    ("count", "fr"): (
        "Combien d'articles as-tu ?|combien y a-t-il d'articles|Combien d'articles contient "
        "l'archive ?|"
        "Combien de textes avez-vous ?|Tu as combien d'articles ?|Quel est le nombre d'articles ?|"
        "Quelle est la taille de l'archive ?|Combien de documents y a-t-il dans la base ?|"
        "combien as tu d articles en tout|Combien d'articles au total ?|"
        "J'aimerais savoir combien d'articles tu as|Combien d’articles connais-tu ?"
    ),
    ("count", "en"): (
        "How many articles do you have?|how many articles are there|How big is the archive?|"
        "How many documents are in the archive?|What is the number of articles?|"
        "Could you tell me how many articles you have?"
    ),
    ("newest", "fr"): (
        "Quels sont les derniers articles ?|Quoi de neuf ?|Quel est l'article le plus récent ?|"
        "quels sont tes articles les plus recents|Quelles sont les dernières nouvelles ?|"
        "Quel est ton dernier article ?|Les derniers articles, s'il te plaît|"
        "Montre-moi les articles les plus récents|De quand date ton dernier article ?|"
        "Quoi de nouveau dans l'archive ?|Donne-moi les dernières infos|Y a-t-il du nouveau ici ?"
    ),
    ("newest", "en"): (
        "What are the latest articles?|What's new?|which article is the most recent?|"
        "What is the newest article?|Show me the most recent articles|latest news|"
        "What is your latest article?"
    ),
    ("languages", "fr"): (
        "En quelle langue sont les articles ?|Quelles langues parles-tu ?|Tu parles anglais ?|"
        "Parlez-vous anglais ?|Dans quelles langues puis-je poser mes questions ?|"
        "Est-ce que tu comprends l'anglais ?|quelles langues comprenez-vous|"
        "Les articles sont-ils en français ?|Tes articles sont en quelles langues ?"
    ),
    ("languages", "en"): (
        "What languages do you speak?|Do you speak French?|In which languages are the articles?|"
        "Can I ask in English?|which languages do you understand?|Do you understand French?"
    ),
    ("outlets", "fr"): (
        "Quels journaux ?|De quels médias viennent tes articles ?|Quels journaux as-tu ?|"
        "Quels sont les journaux de l'archive ?|Combien de journaux y a-t-il dans l'archive ?|"
        "quels medias utilisez vous|Tes articles viennent de quels journaux ?|"
        "Quels titres de presse couvrez-vous ?"
    ),
    ("outlets", "en"): (
        "Which newspapers do you have?|What outlets are in the archive?|"
        "Which newspapers are your articles from?|What media do you cover?"
    ),
    ("authors", "fr"): (
        "Quels auteurs ?|Qui sont les auteurs des articles ?|Qui a écrit tes articles ?|"
        "Quels journalistes ont écrit ces articles ?|Qui écrit les articles ?|"
        "Quels sont les auteurs de l'archive ?|Combien d'auteurs y a-t-il dans l'archive ?"
    ),
    ("authors", "en"): (
        "Who wrote the articles?|Which authors are in the archive?|Which authors?|"
        "Which journalists wrote your articles?"
    ),
    ("topics", "fr"): (
        "De quoi parlent tes articles ?|Quels sujets ?|Quels sont les sujets traités ?|"
        "De quels sujets peux-tu parler ?|Quels thèmes couvres-tu ?|De quoi parle cette archive ?|"
        "Sur quels sujets peux-tu répondre ?|Quels sont les principaux thèmes de l'archive ?|"
        "De quoi traitent les articles ?|de quoi peux-tu me parler ?|Sur quoi portent les "
        "articles ?"
    ),
    ("topics", "en"): (
        "What topics do you cover?|Which subjects do the articles cover?|"
        "What are the articles about?|What is this archive about?|What topics can I ask about?|"
        "What are the main topics?|What do your articles talk about?"
    ),
}

# What only looks like it.
ORDINARY = """
Quelles sources cite l'article sur Nordane ?
Quelles sources cite l'article ?
Que sais-tu de Choguel Maïga ?
Que sais-tu sur la grève ?
What do you know about Valmer?
What sources confirmed the wheat delivery to Mali?
Qui est Hélène Vasseroy ?
Qui es-tu, Assimi Goïta ?
Combien d'articles compte le traité ?
Combien d'articles parlent de Valmer ?
Combien de journalistes ont été arrêtés ?
Quelle période couvre l'accord ?
Quelle période couvre-t-il ?
Depuis quand ?
De quand date cet article ?
Qui en est l'auteur ?
Quel est le dernier article de la constitution malienne ?
Quelles langues parle-t-on au Mali ?
Quelle est la langue officielle du Mali ?
Quelles sont les dernières nouvelles de Nordane ?
What is the latest on the strike?
De quoi parle l'accord militaire ?
De quoi a-t-il parlé ?
Qui a écrit la lettre au préfet ?
Who wrote the report?
Et lui, qui est-il ?
Combien ?
Pourquoi ?
Merci Transvia, qui l'a dit ?
Bonjour tristesse
Pourquoi les usagers disent-ils merci à la mairie ?
Comment va la maire ?
Comment ça va évoluer au Mali ?
Ça va mal au Mali ?
À quoi sert le fonds d'indemnisation ?
Comment fonctionne la ligne 4 ?
How does the ferry work?
Quels sujets ont été abordés par Bogdanov et Samaké ?
Quels thèmes ont-ils abordés ?
Quels journaux ont été suspendus au Mali ?
Quels médias russes sont présents au Mali ?
La Russie est-elle une source d'armes ?
Que peut faire la CEDEAO ?
Help for Mali?
Le dernier robot de Nordane est-il autonome ?
Quelles années ont été difficiles pour Nordane ?
""".strip().splitlines()

# What is asked once the courtesies are cut off.
CUT = {
    "Bonjour, quand la ligne 4 a-t-elle ouvert ?": "quand la ligne 4 a-t-elle ouvert ?",
    "bonjour quand la ligne 4 a-t-elle ouvert": "quand la ligne 4 a-t-elle ouvert",
    "Salut ! Qui est Hélène Vasseroy ?": "Qui est Hélène Vasseroy ?",
    "Bonsoir à tous, que dit Nordane ?": "que dit Nordane ?",
    "Bonjour, comment allez-vous ? Qui dirige Nordane ?": "Qui dirige Nordane ?",
    "Hi, who is Bogdanov?": "who is Bogdanov?",
    "Good morning, who runs Nordane?": "who runs Nordane?",
    "Hola, ¿quién es Bogdanov?": "¿quién es Bogdanov?",
    "Guten Tag, wer ist Bogdanov?": "wer ist Bogdanov?",
    "Quand la ligne 4 a-t-elle ouvert, svp ?": "Quand la ligne 4 a-t-elle ouvert ?",
    "Who is Bogdanov? Thank you.": "Who is Bogdanov ?",
    "Qui dirige Nordane s'il vous plaît": "Qui dirige Nordane",
    "Salut les Terriens est une émission de qui ?": "Salut les Terriens est une émission de qui ?",
    "Bonjour tristesse, qui l'a écrit ?": "Bonjour tristesse, qui l'a écrit ?",
    "Hello Kitty vient d'où ?": "Hello Kitty vient d'où ?",
    "Comment ça va finir ?": "Comment ça va finir ?",
    "! svp": "! svp",
}
CASES = [
    (question, about, language)
    for (about, language), questions in ABOUT.items()
    for question in questions.split("|")
]


@pytest.mark.parametrize(("question", "about", "language"), CASES)
def test_what_is_asked_of_the_archive_is_recognised(
    question: str, about: str, language: str
) -> None:
    found = small_talk(question)
    assert found is not None
    assert (found.about.value, found.language) == (about, language)


@pytest.mark.parametrize("question", ORDINARY)
def test_what_only_looks_like_it_is_a_question_about_the_articles(question: str) -> None:
    assert small_talk(question) is None


@pytest.mark.parametrize(("written", "asked"), CUT.items())
def test_courtesies_around_a_question_are_cut_off(written: str, asked: str) -> None:
    assert small_talk(written) is None
    assert uncourtly(written) == asked


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from("bonjour merci super bien et ok ça va svp x ? , !".split())))
def test_a_question_keeps_words_whatever_is_cut_off(words: list[str]) -> None:
    text = " ".join(words)
    small_talk(text)
    assert bool(re.search(r"\w", uncourtly(text))) == bool(re.search(r"\w", text))


@pytest.mark.parametrize(
    "file",
    [
        "corpus_answerable",
        "corpus_near_misses",
        "corpus_crosslingual",
        "answer_forms",
        "broad_questions_tuning",
    ],
)
def test_no_question_about_the_articles_is_taken_for_small_talk(file: str) -> None:
    lines = (DATA / f"{file}.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    assert questions
    assert [question for question in questions if small_talk(question)] == []


@pytest.mark.skipif(not PIAF.exists(), reason="the data set is not here")
def test_none_of_an_encyclopaedia_s_questions_is_taken_for_small_talk() -> None:
    data = json.loads(PIAF.read_text("utf-8"))["data"]
    asked = [qa["question"] for one in data for text in one["paragraphs"] for qa in text["qas"]]
    assert len(asked) > 3000
    assert [question for question in asked if small_talk(question)] == []
