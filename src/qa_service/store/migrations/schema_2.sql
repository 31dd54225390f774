-- The tables of version 2, as its last program made them. Frozen: later versions change them by
-- migrations. No statement holds a semicolon.

CREATE TABLE IF NOT EXISTS meta (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);

CREATE TABLE IF NOT EXISTS sources (
	path VARCHAR NOT NULL, 
	PRIMARY KEY (path)
);

CREATE TABLE IF NOT EXISTS articles (
	id VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	part VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	outlet VARCHAR, 
	author VARCHAR, 
	url VARCHAR, 
	published DATE, 
	published_from VARCHAR, 
	updated DATE, 
	section VARCHAR, 
	PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_articles_source ON articles (source);

CREATE INDEX IF NOT EXISTS ix_articles_facets ON articles (outlet, language, published_from);

CREATE TABLE IF NOT EXISTS files (
	path VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	PRIMARY KEY (path)
);

CREATE TABLE IF NOT EXISTS pending (
	article_id VARCHAR NOT NULL, 
	revision VARCHAR NOT NULL, 
	PRIMARY KEY (article_id)
);

CREATE TABLE IF NOT EXISTS conversations (
	id VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	searched VARCHAR NOT NULL, 
	begun INTEGER NOT NULL, 
	changed INTEGER NOT NULL, 
	PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_conversations_changed ON conversations (changed);

CREATE TABLE IF NOT EXISTS texts (
	number INTEGER NOT NULL, 
	hash BLOB NOT NULL, 
	shingles INTEGER NOT NULL, 
	signature BLOB NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (hash)
);

CREATE TABLE IF NOT EXISTS bands (
	band INTEGER NOT NULL, 
	text INTEGER NOT NULL, 
	PRIMARY KEY (band, text)
)
 WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS likenesses (
	text INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	PRIMARY KEY (text, other)
)
 WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS removed (
	id VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	part VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	outlet VARCHAR, 
	author VARCHAR, 
	url VARCHAR, 
	published DATE, 
	published_from VARCHAR, 
	updated DATE, 
	section VARCHAR, 
	uploaded BOOLEAN NOT NULL, 
	at FLOAT NOT NULL, 
	PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_removed_source ON removed (source);

CREATE TABLE IF NOT EXISTS passages (
	article_id VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (article_id, ordinal), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_passages_article_id ON passages (article_id);

CREATE TABLE IF NOT EXISTS sentences (
	article_id VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	passage INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	vector BLOB NOT NULL, 
	text_hash BLOB NOT NULL, 
	PRIMARY KEY (article_id, ordinal), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_sentences_article_id ON sentences (article_id);

CREATE INDEX IF NOT EXISTS ix_sentences_text_hash ON sentences (text_hash);

CREATE TABLE IF NOT EXISTS speeches (
	article_id VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	mention_start INTEGER, 
	mention_end INTEGER, 
	mention VARCHAR, 
	speaker VARCHAR, 
	kind VARCHAR NOT NULL, 
	PRIMARY KEY (article_id, ordinal), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_speeches_speaker ON speeches (speaker);

CREATE INDEX IF NOT EXISTS ix_speeches_article_id ON speeches (article_id);

CREATE TABLE IF NOT EXISTS warnings (
	article_id VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	snippet VARCHAR NOT NULL, 
	start INTEGER, 
	"end" INTEGER, 
	PRIMARY KEY (article_id, ordinal), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_warnings_article_id ON warnings (article_id);

CREATE TABLE IF NOT EXISTS answers (
	number INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	conversation_id VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	searched VARCHAR NOT NULL, 
	rating VARCHAR, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_answers_rating ON answers (rating);

CREATE INDEX IF NOT EXISTS ix_answers_in_order ON answers (conversation_id, number);

CREATE TABLE IF NOT EXISTS origins (
	article_id VARCHAR NOT NULL, 
	text INTEGER NOT NULL, 
	address VARCHAR, 
	first VARCHAR, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_origins_text ON origins (text);

CREATE INDEX IF NOT EXISTS ix_origins_first ON origins (first);

CREATE INDEX IF NOT EXISTS ix_origins_address ON origins (address);

CREATE TABLE IF NOT EXISTS removed_vectors (
	article_id VARCHAR NOT NULL, 
	text_hash BLOB NOT NULL, 
	vector BLOB NOT NULL, 
	FOREIGN KEY(article_id) REFERENCES removed (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_removed_vectors_text_hash ON removed_vectors (text_hash);

CREATE INDEX IF NOT EXISTS ix_removed_vectors_article_id ON removed_vectors (article_id);

CREATE TABLE IF NOT EXISTS replacements (
	article_id VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	vector BLOB NOT NULL, 
	PRIMARY KEY (article_id, ordinal), 
	FOREIGN KEY(article_id, ordinal) REFERENCES sentences (article_id, ordinal) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS cited (
	article_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (article_id, number), 
	FOREIGN KEY(number) REFERENCES answers (number) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_cited_number ON cited (number);
