CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.articles (
    id bigint NOT NULL,
    source_id bigint NOT NULL,
    guid text NOT NULL,
    url text,
    canonical_url text,
    title text NOT NULL,
    title_from character varying(16) NOT NULL,
    language character varying(8),
    published_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone,
    stored_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    backfilled boolean NOT NULL,
    state character varying(16) NOT NULL,
    body text NOT NULL,
    kinds jsonb NOT NULL,
    words integer NOT NULL,
    tags jsonb NOT NULL,
    content_hash character varying(64) NOT NULL,
    summarised_hash character varying(64)
);

CREATE SEQUENCE public.articles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.articles_id_seq OWNED BY public.articles.id;

CREATE TABLE public.broadcasts (
    id bigint NOT NULL,
    text text NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state character varying(16) NOT NULL,
    planned integer NOT NULL
);

CREATE SEQUENCE public.broadcasts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.broadcasts_id_seq OWNED BY public.broadcasts.id;

CREATE TABLE public.chats (
    id bigint NOT NULL,
    telegram_id bigint NOT NULL,
    thread_id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    boxed boolean NOT NULL,
    language character varying(8),
    language_code character varying(16),
    zone character varying(64),
    zone_typed text,
    length character varying(8) NOT NULL,
    quiet_from character varying(5),
    quiet_until character varying(5),
    shown_article_id bigint,
    seen_at timestamp with time zone,
    asked jsonb,
    created_at timestamp with time zone NOT NULL,
    inactive_since timestamp with time zone
);

CREATE SEQUENCE public.chats_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.chats_id_seq OWNED BY public.chats.id;

CREATE TABLE public.corrections (
    article_id bigint NOT NULL,
    field character varying(160) NOT NULL,
    value text,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL
);

CREATE TABLE public.digests (
    chat_id bigint NOT NULL,
    key character varying(48) NOT NULL,
    slot_at timestamp with time zone NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    late boolean NOT NULL,
    article_ids jsonb NOT NULL
);

CREATE TABLE public.inbox (
    update_id bigint NOT NULL,
    chat_key bigint NOT NULL,
    payload jsonb,
    state character varying(16) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    owner character varying(48),
    lease_until timestamp with time zone,
    handled_at timestamp with time zone
);

CREATE TABLE public.meta (
    key character varying(64) NOT NULL,
    value text NOT NULL
);

CREATE TABLE public.operator_log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    operator text NOT NULL,
    action character varying(32) NOT NULL,
    detail text NOT NULL
);

CREATE SEQUENCE public.operator_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.operator_log_id_seq OWNED BY public.operator_log.id;

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    chat_id bigint NOT NULL,
    key character varying(48) NOT NULL,
    part integer NOT NULL,
    priority integer NOT NULL,
    text_hash character varying(64) NOT NULL,
    state character varying(16) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    doubts integer NOT NULL,
    owner character varying(48),
    lease_until timestamp with time zone,
    message_id bigint,
    error text,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone
);

CREATE SEQUENCE public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;

CREATE TABLE public.points (
    article_id bigint NOT NULL,
    "position" integer NOT NULL,
    label text NOT NULL,
    spans jsonb NOT NULL,
    dangling boolean NOT NULL
);

CREATE TABLE public.provenances (
    article_id bigint NOT NULL,
    kind text,
    original_title text,
    author text,
    published text,
    language text,
    platform text,
    original_url text,
    translator text,
    publisher text,
    raw jsonb NOT NULL,
    footer text NOT NULL,
    others jsonb NOT NULL
);

CREATE TABLE public.sentences (
    id bigint NOT NULL,
    article_id bigint NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    terms text NOT NULL
);

CREATE TABLE public.shown (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    article_id bigint NOT NULL,
    shown_at timestamp with time zone NOT NULL
);

CREATE TABLE public.sources (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    address text NOT NULL,
    site text,
    title text NOT NULL,
    state character varying(16) NOT NULL,
    full_text boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_fetch_at timestamp with time zone,
    interval_seconds integer NOT NULL,
    etag text,
    last_modified text,
    body_hash character varying(64),
    last_full_fetch_at timestamp with time zone,
    last_success_at timestamp with time zone,
    failures integer NOT NULL,
    failing_since timestamp with time zone,
    last_error jsonb,
    told_at timestamp with time zone,
    moved_to text,
    moved_seen integer NOT NULL,
    moved_since timestamp with time zone,
    backfill jsonb
);

CREATE SEQUENCE public.sources_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.sources_id_seq OWNED BY public.sources.id;

CREATE TABLE public.subscriptions (
    chat_id bigint NOT NULL,
    active boolean NOT NULL,
    at_once boolean NOT NULL,
    "time" character varying(5) NOT NULL,
    weekdays integer NOT NULL,
    filters jsonb NOT NULL,
    paused_from character varying(10),
    paused_until character varying(10),
    created_at timestamp with time zone NOT NULL,
    next_digest_at timestamp with time zone,
    last_slot_at timestamp with time zone,
    last_local_date character varying(10),
    CONSTRAINT ck_subscriptions_weekdays CHECK (((weekdays >= 1) AND (weekdays <= 127)))
);

CREATE TABLE public.texts (
    hash character varying(64) NOT NULL,
    payload jsonb NOT NULL
);

CREATE TABLE public.vocabulary (
    term character varying(80) NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY public.articles ALTER COLUMN id SET DEFAULT nextval('public.articles_id_seq'::regclass);

ALTER TABLE ONLY public.broadcasts ALTER COLUMN id SET DEFAULT nextval('public.broadcasts_id_seq'::regclass);

ALTER TABLE ONLY public.chats ALTER COLUMN id SET DEFAULT nextval('public.chats_id_seq'::regclass);

ALTER TABLE ONLY public.operator_log ALTER COLUMN id SET DEFAULT nextval('public.operator_log_id_seq'::regclass);

ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);

ALTER TABLE ONLY public.sources ALTER COLUMN id SET DEFAULT nextval('public.sources_id_seq'::regclass);

INSERT INTO public.alembic_version VALUES ('0002');

INSERT INTO public.articles VALUES (2, 1, 'second', 'https://blog.example/second', 'https://blog.example/second', 'Stück second', 'heading', 'de', '2026-11-22 06:00:00+00', NULL, '2026-11-22 07:00:00+00', '2026-11-22 07:00:00+00', false, 'live', 'Der Hafen von Odessa wird ausgebaut. Das sagte der Minister.

Über Davos wurde nicht gesprochen.', '["paragraph", "paragraph"]', 15, '[]', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5', NULL);
INSERT INTO public.articles VALUES (1, 1, 'first', 'https://blog.example/first', 'https://blog.example/first', 'Der Hafen wächst', 'given', 'de', '2026-11-22 07:00:00+00', NULL, '2026-11-22 07:00:00+00', '2026-11-22 07:00:00+00', false, 'live', 'Der Hafen von Odessa wird ausgebaut. Das sagte der Minister.

Über Davos wurde nicht gesprochen.', '["paragraph", "paragraph"]', 15, '["Häfen"]', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5');
INSERT INTO public.articles VALUES (3, 1, 'gone', 'https://blog.example/gone', 'https://blog.example/gone', 'Stück gone', 'heading', 'de', '2026-11-22 05:00:00+00', NULL, '2026-11-22 07:00:00+00', '2026-11-22 07:00:00+00', false, 'withdrawn', 'Der Hafen von Odessa wird ausgebaut. Das sagte der Minister.

Über Davos wurde nicht gesprochen.', '["paragraph", "paragraph"]', 15, '[]', 'f7cfdaae18e8ed12ccf403282b78c6c46268be0dc0c1c7f8cdcb8a07e0ae8ac5', NULL);

INSERT INTO public.broadcasts VALUES (1, 'Morgen wird gewartet.', '7', '2026-11-22 07:00:00+00', 'draft', 0);

INSERT INTO public.chats VALUES (2, -1001234567890, 7, 'supergroup', 'active', true, NULL, 'de', NULL, NULL, 'normal', NULL, NULL, NULL, NULL, NULL, '2026-11-22 07:00:00+00', NULL);
INSERT INTO public.chats VALUES (1, 100, 0, 'private', 'active', false, 'uk', 'de', 'Europe/Kyiv', NULL, 'normal', NULL, NULL, 1, NULL, '{"name": "time"}', '2026-11-22 07:00:00+00', NULL);

INSERT INTO public.corrections VALUES (1, 'title', 'Der Hafen wächst', '2026-11-22 07:00:00+00', '7');

INSERT INTO public.digests VALUES (1, 'digest:2026-11-22', '2026-11-22 07:00:00+00', '2026-11-22 07:00:00+00', false, '[1]');

INSERT INTO public.inbox VALUES (1, 100, '{"text": "neueste", "update_id": 1}', 'new', '2026-11-22 07:00:00+00', 0, NULL, NULL, NULL);

INSERT INTO public.meta VALUES ('zones', '2026a');

INSERT INTO public.operator_log VALUES (1, '2026-11-22 07:00:00+00', '7', 'edit', '1 title');

INSERT INTO public.outbox VALUES (1, 1, 'digest:2026-11-22', 0, 0, '6515a35b708162a3524b2095c83461f30691a1f7aa96568486054bc48ad2b4ce', 'ready', '2026-11-22 07:00:00+00', 0, 0, NULL, NULL, NULL, NULL, '2026-11-22 07:00:00+00', NULL);

INSERT INTO public.points VALUES (1, 0, 'Hafen', '[[0, 36], [37, 60]]', false);
INSERT INTO public.points VALUES (1, 1, 'Davos', '[[62, 97]]', false);

INSERT INTO public.provenances VALUES (1, 'translation', NULL, 'Олена Приклад', NULL, NULL, NULL, 'https://video.example/w?v=1', NULL, NULL, '[["author", "Olena P."]]', 'Quelle: Olena P.', '[{"author": "N. N."}]');
INSERT INTO public.provenances VALUES (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '', '[]');
INSERT INTO public.provenances VALUES (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '', '[]');

INSERT INTO public.sentences VALUES (1927721767875383296, 1, 0, 36, 'hafen odessa');
INSERT INTO public.sentences VALUES (1927721767875383297, 1, 62, 97, 'davos');

INSERT INTO public.shown VALUES (1, 11, 1, '2026-11-22 07:00:00+00');

INSERT INTO public.sources VALUES (1, 'rss', 'https://blog.example/feed', NULL, 'Der Blick', 'active', false, '2026-11-22 07:00:00+00', '2026-11-22 08:00:00+00', 1800, NULL, NULL, NULL, NULL, NULL, 1, NULL, '{"key": "error.feed.gone", "arguments": {"status": 410}}', NULL, NULL, 0, NULL, '{"done": 20, "state": "running", "total": 60, "cursor": "page=2"}');

INSERT INTO public.subscriptions VALUES (1, true, false, '08:00', 31, '{"topics": [], "authors": [], "languages": [], "platforms": []}', NULL, NULL, '2026-11-22 07:00:00+00', '2026-11-22 08:00:00+00', NULL, NULL);

INSERT INTO public.texts VALUES ('6515a35b708162a3524b2095c83461f30691a1f7aa96568486054bc48ad2b4ce', '{"text": "Guten Morgen"}');

INSERT INTO public.vocabulary VALUES ('davos');
INSERT INTO public.vocabulary VALUES ('hafen');
INSERT INTO public.vocabulary VALUES ('odessa');

SELECT pg_catalog.setval('public.articles_id_seq', 3, true);

SELECT pg_catalog.setval('public.broadcasts_id_seq', 1, true);

SELECT pg_catalog.setval('public.chats_id_seq', 2, true);

SELECT pg_catalog.setval('public.operator_log_id_seq', 1, true);

SELECT pg_catalog.setval('public.outbox_id_seq', 1, true);

SELECT pg_catalog.setval('public.sources_id_seq', 1, true);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.articles
    ADD CONSTRAINT pk_articles PRIMARY KEY (id);

ALTER TABLE ONLY public.broadcasts
    ADD CONSTRAINT pk_broadcasts PRIMARY KEY (id);

ALTER TABLE ONLY public.chats
    ADD CONSTRAINT pk_chats PRIMARY KEY (id);

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT pk_corrections PRIMARY KEY (article_id, field);

ALTER TABLE ONLY public.digests
    ADD CONSTRAINT pk_digests PRIMARY KEY (chat_id, key);

ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (update_id);

ALTER TABLE ONLY public.meta
    ADD CONSTRAINT pk_meta PRIMARY KEY (key);

ALTER TABLE ONLY public.operator_log
    ADD CONSTRAINT pk_operator_log PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);

ALTER TABLE ONLY public.points
    ADD CONSTRAINT pk_points PRIMARY KEY (article_id, "position");

ALTER TABLE ONLY public.provenances
    ADD CONSTRAINT pk_provenances PRIMARY KEY (article_id);

ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT pk_sentences PRIMARY KEY (id);

ALTER TABLE ONLY public.shown
    ADD CONSTRAINT pk_shown PRIMARY KEY (chat_id, message_id);

ALTER TABLE ONLY public.sources
    ADD CONSTRAINT pk_sources PRIMARY KEY (id);

ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT pk_subscriptions PRIMARY KEY (chat_id);

ALTER TABLE ONLY public.texts
    ADD CONSTRAINT pk_texts PRIMARY KEY (hash);

ALTER TABLE ONLY public.vocabulary
    ADD CONSTRAINT pk_vocabulary PRIMARY KEY (term);

ALTER TABLE ONLY public.articles
    ADD CONSTRAINT uq_articles_source_id_guid UNIQUE (source_id, guid);

ALTER TABLE ONLY public.chats
    ADD CONSTRAINT uq_chats_telegram_id_thread_id UNIQUE (telegram_id, thread_id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT uq_outbox_chat_id_key_part UNIQUE (chat_id, key, part);

ALTER TABLE ONLY public.sources
    ADD CONSTRAINT uq_sources_address UNIQUE (address);

CREATE INDEX ix_articles_canonical_url ON public.articles USING btree (canonical_url);

CREATE INDEX ix_articles_latest ON public.articles USING btree (state, published_at, id);

CREATE INDEX ix_articles_pending ON public.articles USING btree (state, id) WHERE (summarised_hash IS NULL);

CREATE INDEX ix_articles_stored ON public.articles USING btree (state, stored_at);

CREATE INDEX ix_chats_shown_article_id ON public.chats USING btree (shown_article_id) WHERE (shown_article_id IS NOT NULL);

CREATE INDEX ix_digests_planned_at ON public.digests USING btree (planned_at);

CREATE INDEX ix_inbox_open ON public.inbox USING btree (state, chat_key, update_id);

CREATE INDEX ix_inbox_received_at ON public.inbox USING btree (received_at);

CREATE INDEX ix_operator_log_at ON public.operator_log USING btree (at);

CREATE INDEX ix_outbox_chat ON public.outbox USING btree (chat_id, state, id);

CREATE INDEX ix_outbox_due ON public.outbox USING btree (state, priority, due_at, id);

CREATE INDEX ix_outbox_lease ON public.outbox USING btree (state, lease_until);

CREATE INDEX ix_outbox_text_hash ON public.outbox USING btree (text_hash);

CREATE INDEX ix_sentences_article_id ON public.sentences USING btree (article_id);

CREATE INDEX ix_sentences_terms ON public.sentences USING gin (to_tsvector('simple'::regconfig, terms));

CREATE INDEX ix_shown_article_id ON public.shown USING btree (article_id);

CREATE INDEX ix_shown_shown_at ON public.shown USING btree (shown_at);

CREATE INDEX ix_sources_state_next_fetch_at ON public.sources USING btree (state, next_fetch_at);

CREATE INDEX ix_subscriptions_due ON public.subscriptions USING btree (next_digest_at);

ALTER TABLE ONLY public.articles
    ADD CONSTRAINT fk_articles_source_id_sources FOREIGN KEY (source_id) REFERENCES public.sources(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.chats
    ADD CONSTRAINT fk_chats_shown_article_id_articles FOREIGN KEY (shown_article_id) REFERENCES public.articles(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT fk_corrections_article_id_articles FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.digests
    ADD CONSTRAINT fk_digests_chat_id_chats FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_chat_id_chats FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_text_hash_texts FOREIGN KEY (text_hash) REFERENCES public.texts(hash);

ALTER TABLE ONLY public.points
    ADD CONSTRAINT fk_points_article_id_articles FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.provenances
    ADD CONSTRAINT fk_provenances_article_id_articles FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT fk_sentences_article_id_articles FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.shown
    ADD CONSTRAINT fk_shown_article_id_articles FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.shown
    ADD CONSTRAINT fk_shown_chat_id_chats FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT fk_subscriptions_chat_id_chats FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;
