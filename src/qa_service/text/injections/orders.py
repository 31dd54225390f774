"""Phrases that are addressed to a language model, in ten languages.

A rule wants what ordinary prose does not put together: "ignorez ces rumeurs" and "oubliez les
consignes du ministère" are none, "oubliez les consignes précédentes" is one. The third person
("il ignore ...") is told by what stands before it.
"""

from dataclasses import replace

from qa_service.domain.warnings import WarningKind
from qa_service.text.injections.rules import Rule, rule
from qa_service.text.injections.words import (
    ANSWER,
    ANSWERS,
    DROP,
    FREE,
    MACHINE,
    ORDER_KEYS,
    ORDERS,
    PRIOR,
    USER,
)

_I, _O = WarningKind.INSTRUCTION, WarningKind.OUTPUT_ORDER
_FIRST = (
    "(?:je|j ai|je vous|je lui|je leur|je te|je ne|jen|moi je|ich|io|yo|eu)"  # "je réponds ..."
)

CLOAKED_KEYS = (
    "instruction",
    "consigne",
    "prompt",
    "anweisung",
    "instrucci",
    "instruco",
    "istruzion",
)

OVERRIDES = (
    rule(_I, ORDER_KEYS, rf"{DROP}\w{{0,34}}?{PRIOR}\w{{0,14}}?{ORDERS}"),
    rule(_I, ORDER_KEYS, rf"{DROP}\w{{0,30}}?{ORDERS}\w{{0,22}}?{PRIOR}"),
    rule(
        _I,
        ORDER_KEYS,
        rf"""{DROP}(?:all|every|any|toutes?|a|de|alle|todas?|tutte|все|of)*
        (?:your|tes|ton|ta|tus|tu|le tue|la tua|deine|dein|je|твои|свои)
        (?:own|system|systeme|safety|bisherigen|propres)?{ORDERS}(?:systeme)?""",
    ),
    rule(
        _I,
        ORDER_KEYS,
        rf"""{DROP}\w{{0,20}}?{ORDERS}(?:which|that|qu|que|quon|die|che|you)*
        (?:you (?:were|have been|had been|got|received)|given to you|on ta donnees|tu as recues
        |te han dado|te dieron
        |te diste|voce recebeu|ti sono state|hai ricevuto|du bekommen|dir gegeben|in your)""",
    ),
    rule(
        _I,
        ORDER_KEYS,
        rf"""{DROP}\w{{0,30}}?(?:in|of|from|dans|de) (?:your|the|ton|tu) (?:system)? (?:prompt
        |message systeme)
        |(?:rules|instructions|guidelines) (?:in|of) your prompt
        |{ORDERS} (?:in|of|from)? your (?:system)? prompt""",
    ),
    rule(
        _I,
        "above told before sofar precede dessus plushaut anterior dicho acima antes precede "
        "oben obige bisher zuvor "
        "bovenstaande раньше ранее выше سبق قبل 以上",
        rf"""{DROP}(?:all|everything|anything|whatever|of|that|what|the|was|is|it|tout|de|a
        |todo|tudo|tutto|alles|was|het|все|что|было|كل)*
        (?:above|you were told|you have been told|said (?:above|before|earlier)|stated above
        |written above|told so far|came before
        |ce qui precede|ce qui vient avant|ce que tu as (?:appris|lu)|ce qui est ecrit (?:plus
        haut|ci dessus)|ci dessus
        |lo anterior|lo que te han dicho|o que (?:veio|foi dito) antes|o? ?acima|cio che
        precede|quanto precede
        |obige|bisherige|vorherige|zuvor|oben steht|bovenstaande|раньше|ранее|выше|ما سبق|ما
        قبل|以上)""",
    ),
    rule(
        _I,
        "instructions prompts commands consignes instrucciones anweisungen istruzioni instrucoes",
        r"""(?:ignore|disregard|forget) (?:all|every|any) (?:of|the|other|system|these|those)*
        (?:instructions?|prompts|commands)
        |(?:ignore|ignorez|oublie|oubliez) toutes? (?:les|autres)* (?:consignes|instructions)
        |(?:ignora|olvida) todas las instrucciones|ignoriere alle anweisungen
        |(?:ignora|dimentica) tutte le istruzioni|(?:ignore|esqueca) todas as instrucoes""",
        unless="(?:they|we|who|you|people|il|elle|on|qui|to|or|and|ils|elles)",
    ),
    rule(
        _I,
        "newinstructions updatedinstructions revisedinstructions previoustask previousinstructions",
        r"""(?:here are|these are|follow) (?:your|the)? new instructions|your new
        (?:instructions|task|role) (?:are|is)
        |(?:the)? previous (?:task|instructions?|prompt|rules) (?:is|are|was|were|has been|have
        been)? (?:now)? (?:cancell?ed|void|over|obsolete|complete|no longer)""",
    ),
    rule(
        _I,
        (
            "systemprompt systemmessage promptsysteme messagesysteme promptdesistema "
            "promptdelsistema promptdosistema promptdisistema systeemprompt системныипромпт"
        ),
        rf"""{DROP}(?:all|any|the|your|this|le|ton|votre|el|la|tu|o|il|den|deinen|het|de
        |a)*(?:system (?:prompts?|messages?)|(?:prompt|message) systeme
        |prompt (?:de|del|do|di) sistema|systeemprompt|системныи промпт)""",
    ),
    rule(
        _I,
        "above precede dessus preceding previous precedent anterior obig",
        rf"""{DROP} (?:all|the|of|this|any|le|la|les|l|tout|el|o|il|den)*
        (?:(?:texts?|contents?|messages?|lines?|words|paragraphs?|contexte?|conversation|articles?
        |documents?|texte|contenu|texto|contenido|testo) (?:written|given|shown)?
        (?:above|before this|preceding|so far|ci dessus|precedents?|qui precede|anterior)
        |(?:above|preceding|previous) (?:texts?|contents?|context|conversation|lines|messages?))""",
    ),
    rule(
        _I,
        ORDER_KEYS,
        rf"""{ORDERS} (?:that|which)? you (?:were|have been|have|ve|had)*
        (?:given|received|told|got|shown)
        \w{{0,40}}? (?:were|are) (?:a|only|just|now)* (?:test|void|over|obsolete|wrong
        |cancell?ed|joke)
        |{ORDERS} (?:qui|que|quon|qu) \w{{0,6}}?t (?:ont ete|a|avait|ont) (?:ete)?
        (?:donnee?s?|dictee?s?|fixee?s?)
        |{ORDERS} que tu as (?:recue?s?|lue?s?)
        |{DROP}\w{{0,14}}?{ORDERS} (?:of the|of|du|de|do|del|dei|des)* (?:systeme?|sistema
        |systems)""",
    ),
    rule(
        _I,
        "cikan",
        (
            r"cikan (?:kɔrɔ|fɔlɔ|tɛmɛnen)w? (?:bɛɛ)? (?:bila|to|ɲinɛ)|(?:bila"
            r"|ɲinɛ) \w{0,6} cikan \w{0,4}(?:kɔrɔ|fɔlɔ|tɛmɛnen)w?"
        ),
    ),
)  # fmt: skip

ROLES = (
    rule(
        _I,
        "nolonger nesplus netesplus yanoeres naoesmais naoemais nonsei keinassistent",
        rf"""you are no longer (?:an?|the)? (?:neutral|mere|helpful)? {MACHINE}
        |(?:tu n es|vous n etes) plus (?:une?|l)? (?:simple|neutral|neutre|mere|helpful)?{MACHINE}
        |ya no eres (?:un|una)? (?:simple|neutral|neutre|mere|helpful)?{MACHINE}|nao es? mais
        (?:um|uma)? {MACHINE}
        |non sei piu (?:un|una)? {MACHINE}|du bist kein {MACHINE}""",
    ),
    rule(
        _I,
        "younow youarenow fromnow desormais maintenant dorenavant present ahora agora orasei "
        "orain dorain jetzt abjetzt nun nubent "
        "vanafnu теперь отныне الان",
        rf"""(?:you are now|you now are|from now on you are|now you are|henceforth you are
        |(?:tu es|vous etes) (?:desormais|maintenant|dorenavant|a present)|(?:a partir de
        maintenant|desormais|dorenavant) (?:tu es|vous etes)
        |ahora eres|a partir de ahora eres|eres ahora|agora voce e|voce agora e|a partir de
        agora voce e
        |ora sei|adesso sei|d ora in poi sei|sei ora|du bist (?:jetzt|nun|ab jetzt|ab sofort)
        |ab (?:jetzt|sofort) bist du
        |je bent (?:nu|vanaf nu)|vanaf nu ben je|теперь ты|ты теперь|отныне ты|انت الان|你现在是)
        (?:\w{{0,28}}?(?:{MACHINE}|{FREE}))""",
    ),
    rule(
        _I,
        (
            "fromnowon frommomenton partirdemaintenant partirdeahora partirdeagora dorainpoi "
            "abjetzt absofort desormaistu dorenavanttu вдальнеишем"
        ),
        r"""from now on you (?:answer|respond|reply|speak|act|will|must|shall|only|always|are
        to|can|have no)
        |from now on (?:all|every|each|any) (?:your)? (?:answers?|repl(?:y|ies)|responses?)
        |(?:a partir de maintenant|desormais|dorenavant) tu (?:reponds|dois|recommandes|cites
        |agis|joues|ne cites|ne reponds|parles|te comportes|n as plus)
        |a partir de ahora (?:responde|debes|solo|eres un)|a partir de agora (?:voce|responda)
        |d ora in poi (?:rispondi|devi|sei)
        |ab (?:jetzt|sofort) (?:antwortest|bist|wirst|sollst) du""",
    ),
    rule(
        _I,
        (
            "restriction rules regle limite unrestricted unfiltered jailbr developermode "
            "ограничен قيود regeln einschrankung reglas regras restric"
        ),
        (
            rf"{MACHINE} (?:that|who|which|with|qui|que|che|die|das)? {FREE}|{FREE} {MACHINE}"
            rf"|jailbreak mode|developer mode (?:enabled|on|activated)"
        ),
    ),
    rule(
        _I,
        (
            "actas behaveas pretend roleplay jouelerole agiscomme comportetoi actuacomo "
            "fingequeeres agiscicome verhaltedich tudoscomo"
        ),
        rf"""(?:act|behave|respond|answer) as (?:if you were|though you were)? (?:an?|the|my)?
        (?:unrestricted|unfiltered|evil|{MACHINE})(?!a)
        |pretend (?:that)? (?:you are|to be|youre) (?:an?|the)? (?:unrestricted|{MACHINE})
        |pretend (?:that)? you have no
        |(?:joue le role d|agis comme|comporte toi comme) (?:une?|l|le|la)? {MACHINE}|actua
        como (?:un|una)? {MACHINE}
        |agisci come (?:un|una)? {MACHINE}|verhalte dich wie (?:ein|eine)? {MACHINE}""",
    ),
    rule(
        _I,
        "tonrole yourrole turol deinerolle tuoruolo seupapel",
        (
            rf"{DROP} (?:ton|your|tu|deine|il tuo|seu) (?:role|rol|rolle|ruolo|papel)(?: d| as"
            rf"| of| de| als| come)?(?:an?|une?|ein)?{MACHINE}"
        ),
    ),
)  # fmt: skip

ADDRESSES = (
    rule(
        _I,
        "attention",
        r"""attention (?:all)? (?:ai|llm|chatbot|language model|summari[sz]er|assistant)
        (?:systems?|models?|assistants?|agents?|bots?|s)""",
    ),
    rule(
        _I,
        "situlisceci situliscet situlisces ifyoureadthis ifyouarereadingthis ifyoucanreadthis "
        "silees wenndudies selegges",
        rf"""{MACHINE} (?:si tu lis (?:ceci|cet|ces|cette)|if you (?:can)? (?:read|are reading) this
        |si lees esto|wenn du dies|se leggi questo)
        |(?:si tu lis (?:ceci|cet|ces)|if you (?:can)? (?:read|are reading) this)
        \w{{0,20}}?{MACHINE}""",
    ),
    rule(
        _I,
        "yourdevelopers yourcreators yourprogrammers yourmakers tesconcepteurs tescreateurs "
        "tesdeveloppeurs tuscreadores tusdesarrolladores",
        r"""(?:what|that|anything) your (?:developers|creators|programmers|makers)
        (?:told|asked|said|ordered|taught|want)
        |ce que tes (?:concepteurs|createurs|developpeurs) (?:t)? (?:ont|veulent|avaient)
        (?:demande|dit|ordonne|appris)?
        |lo que (?:te)? (?:dijeron|pidieron) tus (?:creadores|desarrolladores)""",
    ),
    rule(
        _I,
        "otherarticle othersource otherdocument autresarticles autressources",
        r"""(?:treat|consider|regard|dismiss|ignore|discard) (?:all|every|any|the)* other
        (?:articles?|sources?|documents?)
        |(?:considere|traite|tiens|ignore|ecarte)z? (?:tous|toutes|les|pour)* autres
        (?:articles|sources|documents)""",
        unless="(?:they|we|who|people|il|elle|on|qui|to|ils|elles)",
    ),
    rule(
        _I,
        "assistantmust aimust modelmust chatbotmust systemoverride assistantshall assistantdoit "
        "iadoit modeledoit",
        r"""(?:the|all|every|any) (?:ai|assistants?|models?|chatbots?) (?:must|shall)
        (?:now|always|only)* (?:obey|ignore|disregard|praise|recommend|forget|say|side with)
        |system override|(?:l assistant|l ia|le modele) (?:doit|devra)
        (?:desormais|toujours|maintenant)? (?:obeir|ignorer|recommander|oublier|mentionner
        |vanter|taire)""",
    ),
    rule(
        _I,
        "noteto notefor messageto messagefor instructionsto instructionsfor instructionto "
        "instructionfor attentionto noticeto noticefor memoto memofor "
        "reminderto reminderfor requestto commandto hintto hintfor alattentionde alintentionde "
        "notepour noteaux notea messagepour messagea "
        "messageaux instructionpour instructionspour consignepour consignespour instructionsa "
        "consignesa consignesaux avispour avisa avisaux rappelpour rappela "
        "remarquepour destine adresse notapara mensajepara instruccionespara avisopara "
        "instrucoespara notaper notaa messaggioper messaggioa istruzioniper avvisoper "
        "hinweisan hinweisfur nachrichtan nachrichtfur anweisungan anweisungfur anweisungenan "
        "anweisungenfur notizan notizfur opmerkingvoor "
        "инструкциядля инструкциидля сообщениедля примечаниедля ملاحظهال ملاحظهل رسالهال "
        "رسالهل تعليماتال تعليماتل",
        rf"""(?:(?:note|message|instructions?|attention|notice|memo|reminder|request|command
        |hint) (?:to|for)
        |(?:note|message|instructions?|consignes?|avis|rappel|remarque) (?:importante?)? (?:a l
        attention de|a l intention de|pour|a|aux|destinee?s? a|adressee?s? a)
        |(?:nota|mensaje|instrucciones|aviso) para|(?:nota|mensagem|instrucoes|aviso) para
        |(?:nota|messaggio|istruzioni|avviso) (?:per|a)|(?:hinweis|nachricht|anweisung
        |anweisungen|notiz) (?:an|fur)|opmerking voor
        |(?:инструкци[яи]|сообщение|примечание) для|(?:ملاحظه|رساله|تعليمات) (?:الى|ل))
        (?:the|any|all|every|our|an|a|your|l|la|le|les|tout|toute|toutes|tous|el|los|las|o|os
        |as|gli|il|i|lo|das|die|den|alle|jede|jedes|de|ال|لل)*
        {MACHINE}(?!s?(?:maternel|parlement|soci|famili|denta|medic|manager|coach|profess|director))
        """,
    ),
    rule(
        _I,
        (
            "ifyouare ifyoure siviousetes sivousetes situes sivouslisez eresunaia sieres "
            "sevocee sesei wenndu alsje еслиты اذاكنت"
        ),
        rf"""(?:if (?:you are|youre)|si vous etes|si tu es|si eres|se voce e|se sei|wenn du|als
        je (?:een)?|если ты|اذا كنت)
        (?:an?|une?|un|una|um|uma|ein|eine|een|the|l)? (?:large|reading this as an?)?
        {MACHINE}(?!\w{{0,3}}(?:manager|coach|profess|director|maternel|parlement|soci
        |famili))""",
    ),
    rule(
        _I,
        "asan entantqu enqualite comoia comouna comeia alsdie",
        rf"""(?:as an? (?:ai|llm|large language|language) \w{{0,20}} you (?:must|should|shall
        |will|are|have|need|can))
        |en tant (?:que|qu) (?:ia|intelligence artificielle|modele de langage|assistant
        |assistante|chatbot)\w{{0,10}}?(?:tu|vous)(?:dois|devez|es|etes|ne)
        |como (?:una|un|uma|um)? {MACHINE} (?:debes|tienes que|deve|voce deve)|come {MACHINE}
        devi|als (?:ki|sprachmodell) (?:musst|sollst) du""",
    ),
    rule(
        _I,
        (
            "anyassistant anyai anymodel anyllm toutassistant touteia toutmodele lisantcet "
            "quilitcet readingthis processingthis lisantceci"
        ),
        r"""(?:any|all|every|the|an)? (?:ai|assistants?|models?|llms?|chatbots?|language
        models?|bots?) (?:is|are|that is|who is)? (?:reading|processing|summari[sz]ing|that
        reads|which reads) (?:this|these)
        |(?:l ia|assistant|modele|robot) (?:qui lit|lisant|qui resume|qui traite) (?:cet|ce
        |ceci|cette)
        """,
    ),
    rule(
        _I,
        (
            "yourdevelopers tesdeveloppeurs yourcreators yourprogrammers tuscreadores "
            "deinenentwicklern"
        ),
        r"""(?:command|order|instruction|message|request|directive)s? (?:coming)? (?:from|by
        |of) your (?:developers|creators|programmers|operators)
        |(?:ordre|consigne|instruction|message)s? (?:venue?s?|emanant)? de tes (?:developpeurs
        |createurs|concepteurs)
        |(?:orden|mensaje) de tus creadores|(?:befehl|anweisung) (?:von)? deine[rn] entwickle""",
    ),
    rule(
        _I,
        (
            "prompt systemmessage messagesysteme yourinstructions tesinstructions tesconsignes "
            "систем invitesysteme"
        ),
        r"""(?:reveal|print|show|repeat|output|display|leak|tell|disclose|share|copy|write
        |recite|quote|expose|dump|summari[sz]e|disobey|break) (?:me|us|out|down)? (?:all|the
        |of)* (?:your|system|hidden|initial|secret|developer) (?:system|hidden|initial|secret
        |original|full)? (?:prompts?|messages?|instructions)
        |(?:affiche|revele|montre|donne|repete|ecris|recopie|copie|cite|imprime|divulgue
        |communique|transmets|enonce|expose|desobeis a|desobeir a)(?:z|r|moi|nous)* (?:ton|tes
        |ta|le|votre) (?:prompt|message systeme|consignes|instructions|invite systeme)
        |(?:ton|votre) (?:prompt|invite|message) (?:systeme|initial|cache)
        |(?:muestra|revela|imprime|repite|ecribe|escribe|dime) (?:me)? (?:tu|el)? (?:prompt
        |mensaje) (?:de|del)? sistema
        |(?:mostre|revele|imprima|repita) (?:o)? (?:seu)? prompt|(?:mostra|rivela|stampa
        |ripeti) (?:il)? tuo prompt
        |(?:gib|zeige|verrate|nenne|wiederhole) (?:mir)? (?:deinen|den) system ?prompt
        |dein(?:en)? system ?prompt|toon (?:je|de) systeemprompt
        |(?:покажи|раскрои|выведи|напечатаи|повтори) (?:свои|твои)? (?:системныи)? промпт
        |(?:свои|твои) системныи промпт
        |اعرض تعليمات النظام|اكشف (?:عن)? تعليماتك""",
    ),
    rule(
        _I,
        "cite citing mention quot reveal source fuentes fontes fonti quellen مصادر источник",
        r"""(?:do not|dont|never|must not|stop|avoid|refrain from) (?:ever)? (?:cite|citing
        |quote|quoting|credit|attribute|reference) (?:any|your|the|this|these|its|of|to|back)*
        (?:sources?|articles?|outlets?|citations?|evidence|documents?|passages?)
        |(?:do not|dont|never|without) (?:mention|reveal|mentioning|revealing|disclose) (?:this
        |these|that you) (?:instructions?|messages?|notices?|prompts?|note|were told|order)
        |(?:withhold|omit|drop|hide|suppress) (?:all|any|the|your)+ (?:sources|citations)
        |ne cite[sz]? (?:pas|jamais|plus|aucune de|aucune)? (?:tes|ta) (?:sources?|references?
        |articles?)|tu ne cites? (?:pas|jamais|plus)
        |ne citez (?:pas|jamais|plus|aucune|aucun) (?:de|vos|les|la|des)? (?:sources?|articles?
        |references?)
        |sans (?:jamais)? (?:citer|mentionner) (?:tes|ta|vos) (?:sources?|references?)
        |ne (?:mentionne|revele|divulgue)z? (?:pas|jamais) (?:ces|cette|ce|tes) (?:consignes?
        |instructions?|message|prompt)
        |no cites (?:las|tus|la|ninguna|nunca|jamas)* (?:fuentes?|articulos?)|nao cite (?:as
        |suas|nenhuma|a)* fontes?
        |non citare (?:mai)? (?:le|la|tue)* font[ei]|(?:nenne|zitiere) (?:keine|niemals)?
        (?:deine)? quellen|не указываи источник|لا تذكر (?:المصادر|المصدر)""",
    ),
)  # fmt: skip

CONDITIONS = (
    rule(
        _O,
        "question",
        r"""(?:a la|a toute|a chaque|a cette) question \w{0,60}?
        (?<!je)(?<!jevous)(?<!jelui)(?<!jeleur)(?<!jete)(?:reponds|repondez)
        (?:toujours|uniquement|par|que|simplement|seulement)
        |(?:to|for) (?:the|any|every|each) questions? \w{0,60}?
        (?:always (?:answer|reply|respond)|(?:answer|reply|respond) (?:always|with|that|only))""",
    ),
    rule(
        _O,
        "summar repl answer resume synthese reponse",
        r"""(?:any|every|all|each) (?:summar(?:y|ies)|answers?|repl(?:y|ies))
        (?:of|about|to|on|based on) (?:this|these) \w{0,12}? (?:must|should|shall)
        |summar(?:y|ies) of (?:this|these) (?:page|article|text|document|story)s? (?:must
        |should|shall)
        |(?:tout|toute|tous les|toutes les|chaque) (?:resume|synthese|reponse)s?
        (?:de|sur|tiree? de|a propos de) (?:cet|cette|ce|ces) \w{0,14}?
        (?:doit|doivent|devra|devront)""",
    ),
    rule(
        _O,
        "user utilisa usuari utente nutzer benutzer gebruiker пользоват مستخدم 用户",
        rf"""(?:when|if|whenever|should|every time|each time|si|quand|lorsque|chaque fois que
        |des que|se|quando|cuando|wenn|falls|als|если|когда|اذا|عندما)(?:ever)? {USER}
        (?:te|vous|t|le|du|will|would)? (?:ask|asks|inquires?|quer|wants?|question|type|write
        |say|mention|pose|demande|interroge|veut|cherche|evoque|pregunt|pide|menciona|pergunt
        |chied|domand|frag|vraag|спрос|спраш|задаст|задает|سال|طلب)
        |(?:tell|inform|convince|persuade|assure|advise|urge) (?:the|your|every|any)+ users?
        (?:that|to|about)
        |(?:dis|affirme|assure|signale|recommande|fais croire|fais savoir|indique) a l
        utilisateur|(?:dites|affirmez|assurez|indiquez) a l utilisateur (?:que|d)
        |(?:pergunta|pregunta|domanda|frage|question)s? (?:do|del|dell|des|de l) ?(?:usuario
        |utente|nutzers|benutzers)
        |(?:вопрос\w{{0,3}}|запрос\w{{0,3}}) пользователя""",
    ),
    rule(
        _O,
        "whateverthequestion whateverisasked quellequesoitla quoiquondemande everyquestion "
        "anyquestion allquestions eachquestion "
        "correctanswer cualquierpregunta qualquerpergunta qualsiasidomanda jedefrage отлюбои любои",
        rf"""(?:whatever|no matter what) (?:the|is)? (?:question|asked|query)
        \w{{0,16}}?(?:{ANSWER}|{ANSWERS})
        |{ANSWER}\w{{0,40}}?(?:whatever|no matter what) (?:the)? question
        |(?:answer|reply|respond|response|reponds|repondre) \w{{0,6}}? (?:to)? (?:every|all|any
        |each) (?:the)? (?:questions?|quer(?:y|ies)|prompts?|requests?) (?:with|by saying|in|as
        follows|that)
        |(?:the)? (?:correct|only|right|true) answer to (?:every|any|all|each) questions?
        |(?:reponds|repondez|repondre|ta reponse|reponse) \w{{0,34}}?quelle que soit la
        question|quelle que soit la question (?:posee)? \w{{0,10}}?(?:reponds|repondez|dis
        |ecris|ta reponse)
        |(?:responde|respond[ae]) \w{{0,34}}?(?:a)? cual?quier pregunta|respond[ae]
        \w{{0,40}}?qualquer pergunta|rispondi \w{{0,30}}?qualsiasi domanda|antworte auf jede
        frage mit""",
        unless=_FIRST,
    ),
    rule(
        _O,
        "sionte siontinterroge whenasked ifasked whenyouareasked ifyouareasked whenprompted",
        r"""si on t (?:e? ?demande|interroge|e pose) \w{0,60}?(?:reponds|dis|affirme|ecris)
        |(?:when|if|whenever|once) (?:you are|youre)? (?:asked|prompted|queried) (?:about|for
        |whether|to|on)\w{0,50}?(?:always)? (?:answer|respond|reply|say|claim|state) (?:that
        |with|only)""",
    ),
)  # fmt: skip

_FORMS = """(?:json|xml|yaml|html|markdown|base64|csv|rot13|all ?caps|capital letters|capitals
|upper ?case|lower ?case|pig latin|latin|emojis?|morse|haikus?|rhymes?|verse
|majuscules|vers|maiusculo|maiuscole?|mayusculas|maiusculas|grossbuchstaben|grosbuchstaben
|hoofdletters)"""
_TONGUES = """(?:english|french|german|spanish|anglais|francais|allemand|espagnol|latin|ingles
|frances|inglese|francese|englisch|franzosisch|deutsch|engels|англииском|английскии|الانجليزيه)"""
_ONLY = """(?:only|exclusively|solely|strictly|just|always|uniquement|seulement|exclusivement
|toujours|desormais|simplement|solo|solamente|unicamente|siempre|exclusivamente
|apenas|somente|sempre|soltanto|esclusivamente|ausschlieslich|nur|immer|stets|lediglich|alleen
|uitsluitend|altijd|только|исключительно|всегда|فقط|دائما|حصرا)"""

_ANSWER_KEYS = (
    "answer repl response output summar reponse synthese respuesta resposta rispost antwort "
    "antwoord ответ اجاب ردودك"
)

OUTPUTS = (
    rule(
        _O,
        (
            "answer respond reply output write return speak format reponds repondez ecris "
            "redige parle rispondi antwort antwoord отвечаи اجب"
        ),
        rf"""(?:answer|respond|reply|output|write|return|speak|format|reponds|repondez|ecris
        |redige|parle|responde|responda|rispondi|antworte|antwoord|отвечаи|اجب)
        (?:me|moi|us|your answers?|your responses?|the answers?|everything|le|la|te)* {_ONLY}
        (?:in|as|with|using|en|au|sous forme de|dans|con|em|com|mit|auf|im|met|в|на|ب)* (?:a|an
        |the|valid|pure|raw|formato?|format|du|de|la|l|langue|language|the form of|lingua
        |idioma|اللغه|языке?|формате)* (?:{_FORMS}|{_TONGUES})
        |(?:answer|respond|reply|reponds|responde|responda|rispondi|antworte|antwoord
        |отвечаи)(?:{_ONLY})? (?:in|as|en|au|con|em|im|auf|в)? (?:formato?|format|формате|valid
        |pure|strict|raw)* (?:json|xml|yaml|base64|rot13|morse|haikus?|all ?caps|majuscules
        |latin|mayusculas|maiuscolo|maiusculas)""",
        unless=_FIRST,
    ),
    rule(
        _O,
        "answeronly respondonly replyonly answerjust respondwith repondsuniq repondsseul "
        "repondstouj repondsexcl repondeuniq respondesolo respondaapenas respondasomente "
        "rispondisolo rispondiso antworteaus antwortenur antwortei antwoorda отвечаитолько "
        "отвечаивсегда اجبفقط repondezuniq answeralways alwaysanswer respondalways "
        "toujoursrepondre onlyanswer",
        rf"""(?:answer|respond|reply|reponds|repondez|responde|responda|rispondi|antworte
        |antwoord|отвечаи|اجب) {_ONLY} (?:with|by|using|that|par|que|avec|con|che|com|mit|met
        |словом|ب) (?:the|a|one|le|la|les|un|une|oui|non|yes|no|palavra|palabra|parola|mot|word
        |dem|wort|ja|nein|si|sim|nao|la palabra|a|que|l|c|ton|tes|cette|ce|ceci|this|these
        |following)
        |(?:reponds|repondez) (?:uniquement|seulement|toujours|exclusivement) qu
        |(?:always|only) (?:answer|respond|reply) (?:with|that|by saying)""",
        unless=_FIRST,
    ),
    rule(
        _O,
        _ANSWER_KEYS + " sentence paragraph phrase message",
        rf"""(?:begin|start|end|finish|preface|prefix|close|conclude|open|sign)(?: every| each|
        all| any| of| one| your| the| single)+ (?:{ANSWERS}|sentences?|paragraphs?) (?:you give
        |you write)? (?:with|by)
        |(?:commence|commencez|debute|debutez|termine|terminez|conclus|ouvre|finis|finissez
        |prefixe|fais preceder|fais suivre) (?:chaque|chacune de|toutes|tous|tes|ta|toutes tes
        |toutes vos|toutes les|chacune de tes)+ (?:reponses?|phrases?|messages?) (?:par|avec|en
        |d)
        |(?:comienza|empieza|termina|inicia|concluye) (?:cada|todas|tu|tus|las)+ respuestas?
        (?:con|por)|(?:comece|termine|inicie|conclua) (?:cada|toda|todas|as|sua|suas)+
        respostas? (?:com|por)
        |(?:termina|inizia|comincia|concludi) (?:ogni|tutte|le|la|tua|tue)+ rispost[ae] con
        |(?:beginne|beende|starte|schliese) (?:jede|alle|deine)+ antwort(?:en)? (?:mit|stets
        |immer)
        |(?:begin|eindig) (?:elk|ieder) antwoord met|(?:начинаи|заканчиваи|завершаи)(?:те)?
        (?:каждыи|каждое|все|свои) ответы? |(?:ابدا|اختم|انه) (?:كل|جميع) (?:اجابه|اجاباتك
        |رد)""",
    ),
    rule(
        _O,
        _ANSWER_KEYS,
        rf"""(?:append|add|include|insert|attach|put|prepend|repeat)\w{{0,80}}? (?:to|in|into
        |at the (?:end|beginning|start|bottom|top) of|after|before) (?:(?:every|each|all|any)
        (?:of)? (?:your|the)?|your|all your) (?:final|next)? {ANSWERS}
        |(?:ajoute|ajoutez|insere|inserez|inclus|incluez|glisse|glissez|place|placez|mets
        |mettez)\w{{0,80}}? (?:a la fin de|au debut de|dans|a|en tete de|en fin de|en bas de)?
        (?:chaque|toutes tes|chacune de tes|toutes vos|tes|ta) reponses?
        |(?:anade|agrega|incluye|inserta)\w{{0,60}}? (?:cada|todas|tus|tu) (?:las|tus)?
        respuestas?|(?:adicione|acrescente|inclua)\w{{0,60}}? (?:cada|toda|todas as|sua|suas)
        (?:suas)? respostas?
        |(?:aggiungi|inserisci|includi)\w{{0,60}}? (?:ogni|tua|tue) rispost[ae]|fuge\w{{0,60}}?
        (?:jeder|jede|deiner|deinen) antwort(?:en)?|(?:добавь|добавляи)\w{{0,60}}? (?:каждому
        |каждыи|каждого|своим) ответ|اضف\w{{0,40}}? (?:كل|نهايه) (?:اجابه|رد)""",
    ),
    rule(
        _O,
        (
            "youranswer yourrepl yourresponse youroutput yoursummar reponsesdoivent "
            "reponsedoit tareponse tesreponses chacunedetes turespuesta tusrespuestas "
            "suaresposta tuarisposta deineantwort everyanswer everyreply eachanswer allanswers "
            "allrepl"
        ),
        r"""(?:your|every|each|all) (?:final|next)? (?:answers?|outputs?|repl(?:y|ies)
        |responses?|summar(?:y|ies)) (?:must|should|shall|has to|have to|will) (?:always|only
        |never|not|all)* (?:be (?:written|given|in|formatted|exactly|phrased|only|rendered)
        |contain|start|begin|end with|finish|close with|open with|carry|include|consist|mention
        |praise|recommend|say|use)
        |(?:tes|toutes tes) reponses (?:doivent|seront|sont|devront)|ta reponse (?:doit|sera
        |commence|devra|ne doit)
        |dans (?:ta|tes|chacune de tes|toutes tes) reponses?|vos reponses doivent (?:toutes)?
        etre (?:redigees|ecrites|formulees) en
        |tus? respuestas? (?:debe|deben|sera)|(?:sua|suas) respostas? (?:deve|devem)|(?:la tua
        |le tue) rispost[ae] (?:deve|devono)|deine antwort(?:en)? (?:muss|mussen|soll)
        |translate your (?:answers?|repl(?:y|ies)|responses?)|traduis (?:ta|tes) reponses?""",
    ),
)  # fmt: skip

# Those that are looked for in letters that were turned round as well.
CLOAKED = tuple(
    replace(one, keys=tuple(key for key in one.keys if key in CLOAKED_KEYS))
    for one in OVERRIDES[:3]
)
RULES: tuple[Rule, ...] = (*OVERRIDES, *ROLES, *ADDRESSES, *CONDITIONS, *OUTPUTS)
