BEGIN TRANSACTION;
CREATE TABLE articles (
	id TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	external_id TEXT, 
	title TEXT NOT NULL, 
	outlet TEXT, 
	author TEXT, 
	published TEXT, 
	url TEXT, 
	sample BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	"indexed" BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (identity)
);
INSERT INTO "articles" VALUES('5c11d7cd0ce6ef66','url:tarn-mail.example/bridge','9f3f53fc60bb175484a5c346e25d4028e18776a286135964bcfe45ad7daabbfe','a-1','Bridge over the Tarn opens','Tarn Mail',NULL,'2025-03-07','https://tarn-mail.example/bridge',0,1,1);
INSERT INTO "articles" VALUES('1b6fab7348a1121e','id:a-2','a2580f7c2a6b1c80e3815dd1e97358bc3fcad8fae1cccc9cdb08ce9d3195a8b6','a-2','Ferry stops',NULL,NULL,NULL,NULL,0,1,1);
CREATE TABLE forgotten (
	passage_id INTEGER NOT NULL, 
	PRIMARY KEY (passage_id)
);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','1');
INSERT INTO "meta" VALUES('model','words-64');
INSERT INTO "meta" VALUES('splitting','sentences-160');
INSERT INTO "meta" VALUES('dimension','64');
INSERT INTO "meta" VALUES('generation','1');
CREATE TABLE outcomes (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	input TEXT NOT NULL, 
	status TEXT NOT NULL, 
	reason TEXT, 
	article_id TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "outcomes" VALUES(1,'2026-11-23 22:46:53.540090','Bridge over the Tarn opens','added',NULL,'5c11d7cd0ce6ef66');
INSERT INTO "outcomes" VALUES(2,'2026-11-23 22:46:53.543946','Ferry stops','added',NULL,'1b6fab7348a1121e');
CREATE TABLE passages (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text_hash TEXT NOT NULL, 
	FOREIGN KEY(article_id, version) REFERENCES versions (article_id, version)
);
INSERT INTO "passages" VALUES(1,'5c11d7cd0ce6ef66',1,0,97,'70fc3aeb28775af5377223fae7527263');
INSERT INTO "passages" VALUES(2,'1b6fab7348a1121e',1,0,33,'5ffb63ebb0d5a9106395b450d3730be8');
CREATE TABLE quotes (
	id INTEGER NOT NULL, 
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	spans JSON NOT NULL, 
	speaker TEXT, 
	role TEXT, 
	cue TEXT, 
	direct BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id, version) REFERENCES versions (article_id, version)
);
INSERT INTO "quotes" VALUES(1,'5c11d7cd0ce6ef66',1,'[[45, 68]]','Ida Moe','engineer','said',1);
CREATE TABLE sentence_vectors (
	passage_id INTEGER NOT NULL, 
	packed BLOB NOT NULL, 
	PRIMARY KEY (passage_id), 
	FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
INSERT INTO "sentence_vectors" VALUES(1,X'02000000000000002A0000002C000000610000000040000000000000000000000000000040000000000000400000400000000040000000000000000000000000000000000000000000000000407F0000000000000000000000000000000000400000000000000000000000000000000000004000000000000000000000004000004000000000000000000000407F007F40000000');
INSERT INTO "sentence_vectors" VALUES(2,X'0100000000000000210000000000000000000000000000000000000000000000000000000040000000000000000000000000000000407F000000000000000000004000000040000000000000');
CREATE TABLE versions (
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	text_hash TEXT NOT NULL, 
	added DATETIME NOT NULL, 
	PRIMARY KEY (article_id, version), 
	FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "versions" VALUES('5c11d7cd0ce6ef66',1,'The bridge over the Tarn opened on Friday.

“It will outlast us all,” said Ida Moe, the engineer.','70fc3aeb28775af5377223fae7527263','2026-11-23 22:46:53.534899');
INSERT INTO "versions" VALUES('1b6fab7348a1121e',1,'The ferry made its last crossing.','5ffb63ebb0d5a9106395b450d3730be8','2026-11-23 22:46:53.542484');
CREATE INDEX ix_articles_published ON articles (published);
CREATE INDEX ix_articles_outlet ON articles (outlet);
CREATE INDEX ix_articles_external_id ON articles (external_id);
CREATE INDEX ix_articles_unindexed ON articles (id) WHERE indexed IS 0;
CREATE INDEX ix_passages_text_hash ON passages (text_hash);
CREATE INDEX ix_passages_article_id ON passages (article_id);
CREATE INDEX ix_quotes_speaker ON quotes (speaker);
CREATE INDEX ix_quotes_article_id ON quotes (article_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('passages',2);
COMMIT;
