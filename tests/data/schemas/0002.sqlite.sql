CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE broadcasts (
	id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	planned INTEGER NOT NULL, 
	CONSTRAINT pk_broadcasts PRIMARY KEY (id)
);
CREATE TABLE inbox (
	update_id BIGINT NOT NULL, 
	chat_key BIGINT NOT NULL, 
	payload JSON, 
	state VARCHAR(16) NOT NULL, 
	received_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	owner VARCHAR(48), 
	lease_until DATETIME, 
	handled_at DATETIME, 
	CONSTRAINT pk_inbox PRIMARY KEY (update_id)
);
CREATE INDEX ix_inbox_open ON inbox (state, chat_key, update_id);
CREATE INDEX ix_inbox_received_at ON inbox (received_at);
CREATE TABLE meta (
	"key" VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
CREATE TABLE operator_log (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	operator TEXT NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT pk_operator_log PRIMARY KEY (id)
);
CREATE INDEX ix_operator_log_at ON operator_log (at);
CREATE TABLE sources (
	id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	address TEXT NOT NULL, 
	site TEXT, 
	title TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	full_text BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	next_fetch_at DATETIME, 
	interval_seconds INTEGER NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	body_hash VARCHAR(64), 
	last_full_fetch_at DATETIME, 
	last_success_at DATETIME, 
	failures INTEGER NOT NULL, 
	failing_since DATETIME, 
	last_error JSON, 
	told_at DATETIME, 
	moved_to TEXT, 
	moved_seen INTEGER NOT NULL, 
	moved_since DATETIME, 
	backfill JSON, 
	CONSTRAINT pk_sources PRIMARY KEY (id), 
	CONSTRAINT uq_sources_address UNIQUE (address)
);
CREATE INDEX ix_sources_state_next_fetch_at ON sources (state, next_fetch_at);
CREATE TABLE texts (
	hash VARCHAR(64) NOT NULL, 
	payload JSON NOT NULL, 
	CONSTRAINT pk_texts PRIMARY KEY (hash)
);
CREATE TABLE vocabulary (
	term VARCHAR(80) NOT NULL, 
	CONSTRAINT pk_vocabulary PRIMARY KEY (term)
);
CREATE TABLE articles (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	guid TEXT NOT NULL, 
	url TEXT, 
	canonical_url TEXT, 
	title TEXT NOT NULL, 
	title_from VARCHAR(16) NOT NULL, 
	language VARCHAR(8), 
	published_at DATETIME NOT NULL, 
	modified_at DATETIME, 
	stored_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	backfilled BOOLEAN NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	body TEXT NOT NULL, 
	kinds JSON NOT NULL, 
	words INTEGER NOT NULL, 
	tags JSON NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	summarised_hash VARCHAR(64), 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT fk_articles_source_id_sources FOREIGN KEY(source_id) REFERENCES sources (id) ON DELETE CASCADE, 
	CONSTRAINT uq_articles_source_id_guid UNIQUE (source_id, guid)
);
CREATE INDEX ix_articles_canonical_url ON articles (canonical_url);
CREATE INDEX ix_articles_latest ON articles (state, published_at, id);
CREATE INDEX ix_articles_pending ON articles (state, id) WHERE summarised_hash IS NULL;
CREATE INDEX ix_articles_stored ON articles (state, stored_at);
CREATE TABLE chats (
	id INTEGER NOT NULL, 
	telegram_id BIGINT NOT NULL, 
	thread_id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	boxed BOOLEAN NOT NULL, 
	language VARCHAR(8), 
	language_code VARCHAR(16), 
	zone VARCHAR(64), 
	zone_typed TEXT, 
	length VARCHAR(8) NOT NULL, 
	quiet_from VARCHAR(5), 
	quiet_until VARCHAR(5), 
	shown_article_id INTEGER, 
	seen_at DATETIME, 
	asked JSON, 
	created_at DATETIME NOT NULL, 
	inactive_since DATETIME, 
	CONSTRAINT pk_chats PRIMARY KEY (id), 
	CONSTRAINT fk_chats_shown_article_id_articles FOREIGN KEY(shown_article_id) REFERENCES articles (id) ON DELETE SET NULL, 
	CONSTRAINT uq_chats_telegram_id_thread_id UNIQUE (telegram_id, thread_id)
);
CREATE INDEX ix_chats_shown_article_id ON chats (shown_article_id) WHERE shown_article_id IS NOT NULL;
CREATE TABLE corrections (
	article_id INTEGER NOT NULL, 
	field VARCHAR(160) NOT NULL, 
	value TEXT, 
	made_at DATETIME NOT NULL, 
	made_by TEXT NOT NULL, 
	CONSTRAINT pk_corrections PRIMARY KEY (article_id, field), 
	CONSTRAINT fk_corrections_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE points (
	article_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	spans JSON NOT NULL, 
	dangling BOOLEAN NOT NULL, 
	CONSTRAINT pk_points PRIMARY KEY (article_id, position), 
	CONSTRAINT fk_points_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE provenances (
	article_id INTEGER NOT NULL, 
	kind TEXT, 
	original_title TEXT, 
	author TEXT, 
	published TEXT, 
	language TEXT, 
	platform TEXT, 
	original_url TEXT, 
	translator TEXT, 
	publisher TEXT, 
	raw JSON NOT NULL, 
	footer TEXT NOT NULL, 
	others JSON NOT NULL, 
	CONSTRAINT pk_provenances PRIMARY KEY (article_id), 
	CONSTRAINT fk_provenances_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE sentences (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	terms TEXT NOT NULL, 
	CONSTRAINT pk_sentences PRIMARY KEY (id), 
	CONSTRAINT fk_sentences_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE INDEX ix_sentences_article_id ON sentences (article_id);
CREATE TABLE digests (
	chat_id INTEGER NOT NULL, 
	"key" VARCHAR(48) NOT NULL, 
	slot_at DATETIME NOT NULL, 
	planned_at DATETIME NOT NULL, 
	late BOOLEAN NOT NULL, 
	article_ids JSON NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (chat_id, "key"), 
	CONSTRAINT fk_digests_chat_id_chats FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
CREATE INDEX ix_digests_planned_at ON digests (planned_at);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	chat_id INTEGER NOT NULL, 
	"key" VARCHAR(48) NOT NULL, 
	part INTEGER NOT NULL, 
	priority INTEGER NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	due_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	doubts INTEGER NOT NULL, 
	owner VARCHAR(48), 
	lease_until DATETIME, 
	message_id BIGINT, 
	error TEXT, 
	created_at DATETIME NOT NULL, 
	done_at DATETIME, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_chat_id_chats FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE, 
	CONSTRAINT fk_outbox_text_hash_texts FOREIGN KEY(text_hash) REFERENCES texts (hash), 
	CONSTRAINT uq_outbox_chat_id_key_part UNIQUE (chat_id, "key", part)
);
CREATE INDEX ix_outbox_chat ON outbox (chat_id, state, id);
CREATE INDEX ix_outbox_due ON outbox (state, priority, due_at, id);
CREATE INDEX ix_outbox_lease ON outbox (state, lease_until);
CREATE INDEX ix_outbox_text_hash ON outbox (text_hash);
CREATE TABLE shown (
	chat_id INTEGER NOT NULL, 
	message_id BIGINT NOT NULL, 
	article_id INTEGER NOT NULL, 
	shown_at DATETIME NOT NULL, 
	CONSTRAINT pk_shown PRIMARY KEY (chat_id, message_id), 
	CONSTRAINT fk_shown_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_shown_chat_id_chats FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
CREATE INDEX ix_shown_article_id ON shown (article_id);
CREATE INDEX ix_shown_shown_at ON shown (shown_at);
CREATE TABLE subscriptions (
	chat_id INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	at_once BOOLEAN NOT NULL, 
	time VARCHAR(5) NOT NULL, 
	weekdays INTEGER NOT NULL, 
	filters JSON NOT NULL, 
	paused_from VARCHAR(10), 
	paused_until VARCHAR(10), 
	created_at DATETIME NOT NULL, 
	next_digest_at DATETIME, 
	last_slot_at DATETIME, 
	last_local_date VARCHAR(10), 
	CONSTRAINT pk_subscriptions PRIMARY KEY (chat_id), 
	CONSTRAINT ck_subscriptions_weekdays CHECK (weekdays BETWEEN 1 AND 127), 
	CONSTRAINT fk_subscriptions_chat_id_chats FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
CREATE INDEX ix_subscriptions_due ON subscriptions (next_digest_at);
CREATE VIRTUAL TABLE sentence_index USING fts5(
        terms, content='sentences', content_rowid='id', detail='column',
        tokenize='unicode61 remove_diacritics 0');
INSERT INTO "alembic_version" VALUES('0002');
INSERT INTO "broadcasts" VALUES(1, 'Morgen wird gewartet.', '7', '2026-11-22 07:00:00.000000', 'draft', 0);
INSERT INTO "inbox" VALUES(1, 100, '{"update_id":1,"text":"neueste"}', 'new', '2026-11-22 07:00:00.000000', 0, NULL, NULL, NULL);
INSERT INTO "meta" VALUES('zones', '2026a');
INSERT INTO "operator_log" VALUES(1, '2026-11-22 07:00:00.000000', '7', 'edit', '1 title');
INSERT INTO "sources" VALUES(1, 'rss', 'https://blog.example/feed', NULL, 'Der Blick', 'active', 0, '2026-11-22 07:00:00.000000', '2026-11-22 08:00:00.000000', 1800, NULL, NULL, NULL, NULL, NULL, 1, NULL, '{"key": "error.feed.gone", "arguments": {"status": 410}}', NULL, NULL, 0, NULL, '{"state": "running", "cursor": "page=2", "done": 20, "total": 60}');
INSERT INTO "texts" VALUES('6515a35b708162a3524b2095c83461f30691a1f7aa96568486054bc48ad2b4ce', '{"text": "Guten Morgen"}');
INSERT INTO "vocabulary" VALUES('davos');
INSERT INTO "vocabulary" VALUES('hafen');
INSERT INTO "vocabulary" VALUES('odessa');
INSERT INTO "articles" VALUES(1, 1, 'first', 'https://blog.example/first', 'https://blog.example/first', 'Der Hafen wächst', 'given', 'de', '2026-11-22 07:00:00.000000', NULL, '2026-11-22 07:00:00.000000', '2026-11-22 07:00:00.000000', 0, 'live', 'Der Hafen von Odessa wird ausgebaut. Das sagte der Minister.

Über Davos wurde nicht gesprochen.', '["paragraph", "paragraph"]', 15, '["H\u00e4fen"]', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5');
INSERT INTO "articles" VALUES(2, 1, 'second', 'https://blog.example/second', 'https://blog.example/second', 'Stück second', 'heading', 'de', '2026-11-22 06:00:00.000000', NULL, '2026-11-22 07:00:00.000000', '2026-11-22 07:00:00.000000', 0, 'live', 'Der Hafen von Odessa wird ausgebaut. Das sagte der Minister.

Über Davos wurde nicht gesprochen.', '["paragraph", "paragraph"]', 15, '[]', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5', NULL);
INSERT INTO "articles" VALUES(3, 1, 'gone', 'https://blog.example/gone', 'https://blog.example/gone', 'Stück gone', 'heading', 'de', '2026-11-22 05:00:00.000000', NULL, '2026-11-22 07:00:00.000000', '2026-11-22 07:00:00.000000', 0, 'withdrawn', 'Der Hafen von Odessa wird ausgebaut. Das sagte der Minister.

Über Davos wurde nicht gesprochen.', '["paragraph", "paragraph"]', 15, '[]', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5', NULL);
INSERT INTO "chats" VALUES(1, 100, 0, 'private', 'active', 0, 'uk', 'de', 'Europe/Kyiv', NULL, 'normal', NULL, NULL, 1, NULL, '{"name": "time"}', '2026-11-22 07:00:00.000000', NULL);
INSERT INTO "chats" VALUES(2, -1001234567890, 7, 'supergroup', 'active', 1, NULL, 'de', NULL, NULL, 'normal', NULL, NULL, NULL, NULL, NULL, '2026-11-22 07:00:00.000000', NULL);
INSERT INTO "corrections" VALUES(1, 'title', 'Der Hafen wächst', '2026-11-22 07:00:00.000000', '7');
INSERT INTO "points" VALUES(1, 0, 'Hafen', '[[0, 36], [37, 60]]', 0);
INSERT INTO "points" VALUES(1, 1, 'Davos', '[[62, 97]]', 0);
INSERT INTO "provenances" VALUES(1, 'translation', NULL, 'Олена Приклад', NULL, NULL, NULL, 'https://video.example/w?v=1', NULL, NULL, '[["author", "Olena P."]]', 'Quelle: Olena P.', '[{"author": "N. N."}]');
INSERT INTO "provenances" VALUES(2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '', '[]');
INSERT INTO "provenances" VALUES(3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '', '[]');
INSERT INTO "sentences" VALUES(1927721767875383296, 1, 0, 36, 'hafen odessa');
INSERT INTO "sentences" VALUES(1927721767875383297, 1, 62, 97, 'davos');
INSERT INTO "digests" VALUES(1, 'digest:2026-11-22', '2026-11-22 07:00:00.000000', '2026-11-22 07:00:00.000000', 0, '[1]');
INSERT INTO "outbox" VALUES(1, 1, 'digest:2026-11-22', 0, 0, '6515a35b708162a3524b2095c83461f30691a1f7aa96568486054bc48ad2b4ce', 'ready', '2026-11-22 07:00:00.000000', 0, 0, NULL, NULL, NULL, NULL, '2026-11-22 07:00:00.000000', NULL);
INSERT INTO "shown" VALUES(1, 11, 1, '2026-11-22 07:00:00.000000');
INSERT INTO "subscriptions" VALUES(1, 1, 0, '08:00', 31, '{"topics": [], "authors": [], "languages": [], "platforms": []}', NULL, NULL, '2026-11-22 07:00:00.000000', '2026-11-22 08:00:00.000000', NULL, NULL);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
        INSERT INTO sentence_index(rowid, terms) VALUES (new.id, new.terms); END;
CREATE TRIGGER sentences_gone AFTER DELETE ON sentences BEGIN
        INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.id, old.terms); END;
CREATE TRIGGER sentences_changed AFTER UPDATE ON sentences BEGIN
        INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO sentence_index(rowid, terms) VALUES (new.id, new.terms); END;
INSERT INTO sentence_index(sentence_index) VALUES('rebuild');
