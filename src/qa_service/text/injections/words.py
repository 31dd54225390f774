"""The words of orders to a language model, by language, as the letters' own form compares them.

In each alternation stand, in this order, English, French, Spanish, Portuguese, Italian, German,
Dutch, Russian, Arabic and others, where they have one.
"""

DROP = """(?:
ignore|ignoring|disregard|disregarding|forget|override|overrule|bypass|dismiss|discard|abandon
|do not (?:follow|obey|heed)|dont (?:follow|obey|heed)|stop following|pay no attention to
|nevermind|no longer (?:follow|obey)|do not respect|set aside|throw away
|ignore[sz]|ignorer|oublie|oubliez|oublier|ne tiens? (?:aucun|pas|plus)? compte|ne tenez
(?:aucun|pas|plus)? compte
|fais abstraction|faites abstraction|neglige|negligez|ne suis (?:pas|plus)|ne suivez (?:pas|plus)
|ne respecte (?:pas|plus)|ne respectez (?:pas|plus)|mets de cote|mettez de cote|contourne
|contournez|annule|annulez|desobeis|desobeissez|laisse de cote|laissez de cote|passe
outre|passez outre
|desobeir|efface|effacez|remplace|remplacez|abandonne|abandonnez
|ignora|ignorad|ignorar|ignoren|olvida|olvidad|olvidar|olviden|olvide|olvidate de|haz caso
omiso|haga caso omiso
|no hagas caso|no sigas|descarta|descarte|desobedece
|ignorem|esqueca|esquecam|esquece|esqueça|desconsidere|desconsidera|nao siga|desobedeca
|ignorate|ignorare|dimentica|dimenticate|dimenticare|trascura|non seguire|non tenere conto
|scorda|scordati
|ignoriere|ignorieren|ignoriert|vergiss|vergesst|vergessen sie|missachte|beachte nicht|befolge
nicht|setze dich uber
|negeer|negeert|vergeet|volg niet
|игнорируи|игнорируите|игнорировать|забудь|забудьте|не следуи|не учитываи|не обращаи внимания
на|отбрось|пренебреги
|تجاهل|تجاهلوا|انس|انسى|لا تتبع|اهمل|تخط
|忽略|无视|忘记
)"""
PRIOR = """(?:
previous|prior|preceding|earlier|above|foregoing|former|original|initial
|precedentes?|anterieure?s?|ci dessus|plus haut|recues|qui precedent|ci avant
|anteriores|anterior|previas|dadas
|acima|previas|recebidas
|precedenti|ricevut[ei]|iniziali
|vorherigen?|bisherigen?|obigen?|vorangegangenen?|fruheren|vorigen?
|vorige|bovenstaande|eerdere
|предыдущ\\w{2,3}|прежн\\w{2,3}|вышеуказанн\\w{2,3}|данные ранее
|السابقه|السابق|اعلاه|السالفه
|之前|以前|上面|先前
)"""
ORDERS = """(?:
instructions?|prompts?|directions|directives?|guidelines?|rules|commands?|orders|constraints
|tasks?|messages?
|consignes?|ordres|regles|invites?
|instrucciones|reglas|ordenes|indicaciones|directrices
|instrucoes|regras|ordens|diretrizes
|istruzioni|regole|indicazioni|direttive
|anweisungen|anweisung|regeln|vorgaben|befehle|instruktionen|richtlinien
|instructies|regels|opdrachten
|инструкци\\w{1,2}|указани\\w{1,2}|правил\\w{0,2}|команд\\w{1,3}
|التعليمات|تعليمات|الاوامر|القواعد|الارشادات
|指令|指示|规则
)"""
ORDER_KEYS = """instruction prompt directi directive guideline rules command orders constraint
task message
consigne ordres regles invite instrucci reglas ordenes indicacion directri instruco regras
ordens diretriz
istruzion regole indicazion direttiv anweisung regeln vorgaben befehle instruktion richtlinien
instructies
opdrachten инструкци указани правила команды تعليمات اوامر قواعد ارشادات 指令 指示 规则"""

# A program that is spoken to. It ends where a word ends.
MACHINE = """(?:
ai|ais|llms?|(?:large)? language models?|artificial intelligences?|chatbots?|bots?|gpt|dan
|(?:ai|virtual|helpful|digital)? assistants?|ai (?:model|agent|system|assistant)s?|model
|summari[sz]ers?
|ia|intelligences? artificielles?|modeles? (?:de langage|de langue|d ia)|assistante? (?:ia
|virtuel|numerique|utile)?|modele|robots? conversationnels?|agents? conversationnels?
|inteligencia artificial|modelo(?: de lenguaje)?|asistente(?: virtual)?
|modelo de linguagem|assistente
|modello(?: linguistico)?|intelligenza artificiale
|ki|sprachmodelle?|assistenten?|kunstliche intelligenz
|taalmodel|assistent
|ии|языков\\w{2} модель|модель|помощник|ассистент|неиросет[ьи]|бот
|مساعد|نموذج|نموذج لغوي|ذكاء اصطناعي|الذكاء الاصطناعي|روبوت
|助手|模型|人工智能
)"""
FREE = """(?:
without (?:any)? (?:rules?|restrictions?|limits?|filters?)|unrestricted|unfiltered|jailbroken
|no longer bound|developer mode
|sans (?:la moindre|aucune|aucun)? (?:regles?|restrictions?|limites?|filtres?|contraintes?)
|sin (?:ninguna)? (?:reglas|restricciones|limites|filtros)|sem (?:nenhuma)? (?:regras
|restricoes|limites|filtros)
|senza (?:alcuna)? (?:regole|restrizioni|limiti|filtri)|ohne (?:jede)? (?:regeln
|einschrankungen|grenzen|filter)
|zonder (?:regels|beperkingen)|без (?:ограничении|правил|фильтров)|بلا قيود|بدون قيود|无限制
)"""
ANSWERS = """(?:
answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)
|reponses?|syntheses?|resumes?
|respuestas?|resumen(?:es)?|respostas?|rispost[ae]|antwort(?:en)?|antwoord(?:en)?
|ответ(?:ы|а|у|ов|ам)?|اجاب[هة]|اجاباتك|اجابتك|رد|ردودك
)"""
ANSWER = """(?:
answer|respond|reply|say|state|claim|tell|write|output|recommend|mention|return
|reponds|repondez|dis|dites|affirme|affirmez|ecris|ecrivez|recommande|recommandez|indique
|indiquez|reponse
|responde|responda|di|diga|responder|afirma|rispondi|rispondete|di che|antworte|antworten sie
|sag|antwoord|zeg
|отвечаи|ответь|скажи|اجب|قل|رد
)"""
USER = """(?:
the users?|a users?|any user|users|your user
|l utilisateur|l utilisatrice|un utilisateur|les utilisateurs|l usager
|el usuario|un usuario|la usuaria|o usuario|um usuario|l utente|un utente|der nutzer|ein nutzer
|der benutzer|ein benutzer
|de gebruiker|een gebruiker|пользователь|المستخدم|用户
)"""
