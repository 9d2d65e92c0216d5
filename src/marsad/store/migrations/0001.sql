-- The record file, version 1. docs/reference/record-file.md explains it with example queries; a test compares the two.
-- Comments directly above a table and behind a column are its documentation.

-- Facts about the file itself.
CREATE TABLE about (
    key TEXT PRIMARY KEY,  -- made_at; bands: how the table bands was made; control: stale where it waits to be told anew
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- With what articles were coded: a version of marsad and the data files it used.
CREATE TABLE codings (
    coding INTEGER PRIMARY KEY,
    version TEXT NOT NULL,  -- version of marsad
    data TEXT NOT NULL,  -- hash of the data files, yours included, and of the code
    first_used TEXT NOT NULL,  -- time, UTC
    UNIQUE (version, data)
) STRICT;

-- One row for each run of marsad load.
CREATE TABLE loads (
    load INTEGER PRIMARY KEY,
    begun TEXT NOT NULL,  -- time, UTC
    ended TEXT,  -- null where the run was stopped
    version TEXT NOT NULL,  -- version of marsad
    inputs TEXT NOT NULL  -- JSON array: the inputs as they were given
) STRICT;

-- The articles, word for word, with where they come from.
CREATE TABLE articles (
    article INTEGER PRIMARY KEY,  -- row number: it links tables and means nothing outside of this file
    id TEXT NOT NULL UNIQUE,  -- the article's own id
    hash TEXT NOT NULL,  -- of the text: what decisions of people are tied to
    title TEXT,
    publisher TEXT,
    published TEXT,  -- ISO date or a prefix of one
    url TEXT,
    text TEXT NOT NULL,  -- offsets in all tables are code points into it
    source TEXT,  -- the file that it was read from
    provenance TEXT,  -- JSON: how it came to us, where its file tells (member of an archive, message, feed, times)
    load INTEGER REFERENCES loads,  -- the run that brought it
    loaded TEXT NOT NULL,  -- time, UTC
    coding INTEGER NOT NULL REFERENCES codings,
    coded BLOB NOT NULL,  -- JSON, packed by zlib: the record as marsad coded it, without the article; decisions of people do not touch it
    origin INTEGER REFERENCES articles DEFERRABLE INITIALLY DEFERRED,  -- the earliest print of its text: itself, or the article that it reprints
    linked INTEGER NOT NULL DEFAULT 0  -- 1: its events are linked into incidents; 0: they wait for it; -1: they wait to be grouped anew, after a split or merge
) STRICT;
CREATE INDEX articles_hash ON articles (hash);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_origin ON articles (origin);
CREATE INDEX articles_waiting ON articles (article) WHERE linked < 1;

-- Organised actors and named persons that the articles name.
CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    kind TEXT,  -- group government military organisation media person state; null: named in a role only
    name_ar TEXT,
    name_en TEXT
) STRICT, WITHOUT ROWID;

-- Places that the articles name, those that could be resolved.
CREATE TABLE places (
    id TEXT PRIMARY KEY,
    name_ar TEXT,
    name_en TEXT,
    lat REAL,
    lon REAL,
    country TEXT,  -- ISO 3166 code of two letters
    kind TEXT,  -- city, village, quarter, base ...
    precision TEXT,  -- quarter village city district governorate region country
    radius_km REAL  -- how far off the point may be
) STRICT, WITHOUT ROWID;

-- Where articles name actors and places.
CREATE TABLE mentions (
    article INTEGER NOT NULL REFERENCES articles,
    what TEXT NOT NULL,  -- actor, place
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    words TEXT NOT NULL,
    actor TEXT REFERENCES actors,  -- null where the words are no known actor, or a place
    place TEXT REFERENCES places  -- null where the place could not be resolved, or for an actor
) STRICT;
CREATE INDEX mentions_article ON mentions (article);
CREATE INDEX mentions_actor ON mentions (actor) WHERE actor IS NOT NULL;
CREATE INDEX mentions_place ON mentions (place) WHERE place IS NOT NULL;

-- The events, as they stand after the decisions of people. Rejected ones are kept, and marked.
CREATE TABLE events (
    event INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    id TEXT NOT NULL,  -- e7: by the coder; h12: added by decision 12
    event_type TEXT NOT NULL,  -- PLOVER type
    mode TEXT,
    status TEXT NOT NULL,  -- asserted negated future demanded hypothetical
    date_start TEXT,  -- ISO date
    date_end TEXT,
    date_words TEXT,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,  -- of the trigger
    end INTEGER NOT NULL,
    words TEXT NOT NULL,  -- the trigger
    lemma TEXT NOT NULL,
    quote TEXT NOT NULL,  -- the sentence, word for word
    confidence REAL NOT NULL,
    review TEXT,  -- accepted changed added rejected; null: nobody has looked at it
    rule TEXT,  -- the entry of the lexicon that it rests on, with file and line
    UNIQUE (article, id)
) STRICT;
CREATE INDEX events_type ON events (event_type, mode);
CREATE INDEX events_date ON events (date_start, date_end);

-- Who, to whom, where and by whose word: the roles of events.
CREATE TABLE arguments (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    role TEXT NOT NULL,  -- actor recipient location destination source
    position INTEGER NOT NULL,  -- from 0, in the order of the record
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    words TEXT NOT NULL,
    actor TEXT REFERENCES actors,  -- of actor, recipient, source; null where not resolved
    place TEXT REFERENCES places,  -- of location, destination; null where not resolved
    stance TEXT,  -- of source: says claims denies reports ...
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX arguments_actor ON arguments (actor, role) WHERE actor IS NOT NULL;
CREATE INDEX arguments_place ON arguments (place, role) WHERE place IS NOT NULL;

-- How many people were harmed, or how much materiel was lost, by an event.
CREATE TABLE casualties (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,  -- killed injured captured missing displaced materiel
    low INTEGER NOT NULL,
    high INTEGER,  -- null: at least low
    what TEXT NOT NULL,  -- person, or what kind of thing or person
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

-- What articles say two actors are to each other.
CREATE TABLE relations (
    relation INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    kind TEXT NOT NULL,  -- part-of leads commands backs allied-with loyal-to opposes splits-from recognises
    from_actor TEXT NOT NULL,
    to_actor TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    words TEXT NOT NULL,
    sources TEXT NOT NULL  -- JSON array: who says so
) STRICT;
CREATE INDEX relations_article ON relations (article);
CREATE INDEX relations_from ON relations (from_actor);
CREATE INDEX relations_to ON relations (to_actor);

-- Flows of money and goods.
CREATE TABLE finance (
    finance INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    event TEXT,  -- id of the event in the article, where there is one
    low REAL,  -- the sum, in units of the currency
    high REAL,
    currency TEXT,  -- ISO 4217
    means TEXT,  -- tax oil donation ransom ...
    payer TEXT NOT NULL,  -- JSON array of {span, text, entity}
    payee TEXT NOT NULL,
    status TEXT NOT NULL,
    words TEXT NOT NULL,
    sources TEXT NOT NULL  -- JSON array: who says so
) STRICT;
CREATE INDEX finance_article ON finance (article);

-- What many articles say of one occurrence. Rewritten whenever articles or decisions change it; its id stays.
CREATE TABLE incidents (
    incident INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    event_type TEXT NOT NULL,
    mode TEXT,
    date_start TEXT,
    date_end TEXT,
    date_from TEXT NOT NULL,  -- text: the articles date it; report: only the days it was reported; none
    place TEXT,  -- id
    place_ar TEXT,
    place_en TEXT,
    lat REAL,
    lon REAL,
    country TEXT,
    precision TEXT,
    grade TEXT NOT NULL,  -- confirmed fair weak contested denied
    voices INTEGER NOT NULL,  -- independent ones that assert it
    accounts INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    killed_low INTEGER,  -- lowest figure of any account
    killed_high INTEGER,  -- highest; null: at least killed_low
    injured_low INTEGER,
    injured_high INTEGER,
    grade_why TEXT NOT NULL,
    why TEXT NOT NULL,  -- what joined its parts
    record TEXT NOT NULL  -- JSON: the whole incident, as marsad incidents writes it
) STRICT;
CREATE INDEX incidents_date ON incidents (date_start, date_end);
CREATE INDEX incidents_place ON incidents (place);
CREATE INDEX incidents_type ON incidents (event_type, mode);

-- Which events an incident gathers.
CREATE TABLE incident_events (
    incident INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    PRIMARY KEY (incident, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_events_event ON incident_events (event);

-- What each independent voice says of an incident.
CREATE TABLE accounts (
    incident INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,  -- the event that the account stands on; its quote is the account's
    voice TEXT NOT NULL,  -- who speaks: an actor id or a name
    chain TEXT NOT NULL,  -- from whoever printed it to whoever said it, with arrows between: paper → agency → speaker
    stance TEXT NOT NULL,
    status TEXT NOT NULL,
    killed_low INTEGER,
    killed_high INTEGER,
    reprints INTEGER NOT NULL,  -- articles that print the same words; they add no voice
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_event ON accounts (event);

-- Accounts of an incident that cannot all be right.
CREATE TABLE contradictions (
    incident INTEGER NOT NULL REFERENCES incidents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    about TEXT NOT NULL,  -- actor killed injured place date occurrence responsibility
    accounts TEXT NOT NULL,  -- JSON array: their positions in accounts
    said TEXT NOT NULL,  -- JSON array: what each says
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

-- Who held which place from when to when.
CREATE TABLE control (
    spell INTEGER PRIMARY KEY,
    place TEXT NOT NULL,  -- id
    place_ar TEXT,
    place_en TEXT,
    lat REAL,
    lon REAL,
    country TEXT,
    holder TEXT,  -- actor id; null: fought over, or spoken of, without a known holder
    holder_name TEXT,
    from_day TEXT,  -- the latest day by which it began
    to_day TEXT,  -- the day by which it had ended; null: not known to have ended
    contested INTEGER NOT NULL,  -- 1: fought over
    extent TEXT NOT NULL,  -- whole, part
    rivals INTEGER NOT NULL,  -- how many accounts name another holder for the same time
    since_article TEXT,  -- id of the article and of the event that tell the beginning
    since_event TEXT,
    until_article TEXT,
    until_event TEXT,
    record TEXT NOT NULL  -- JSON: the whole spell, as marsad control writes it
) STRICT;
CREATE INDEX control_place ON control (place, from_day);
CREATE INDEX control_holder ON control (holder);

-- The review log: what people decided. Rows are added and never changed; an error is undone by a further row.
CREATE TABLE decisions (
    decision INTEGER PRIMARY KEY,
    at TEXT NOT NULL,  -- time, UTC
    who TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'change', 'add', 'split', 'merge', 'comment', 'undo')),
    hash TEXT,  -- of the article's text: decisions are tied to it and to the words, not to row numbers
    article TEXT,  -- the article's id when it was decided
    start INTEGER,  -- of the words that the decision is about: the event's trigger
    end INTEGER,
    words TEXT,
    event_type TEXT,  -- the event's type by the coder
    event TEXT,  -- JSON: the event as it stood when it was decided
    field TEXT,  -- of change: event_type mode status actor recipient location destination date casualties sources
    before TEXT,  -- JSON: what it was
    after TEXT,  -- JSON: what it is now
    members TEXT,  -- JSON of split and merge: the parts, each an array of events as [hash, article, start, end, words, event_type]
    undoes INTEGER REFERENCES decisions,
    reason TEXT
) STRICT;
CREATE INDEX decisions_hash ON decisions (hash);
CREATE TRIGGER decisions_stay_as_they_are BEFORE UPDATE ON decisions
BEGIN SELECT raise(ABORT, 'The review log is never changed: add a further decision, or undo one.'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT raise(ABORT, 'The review log is never changed: add a further decision, or undo one.'); END;
CREATE TRIGGER decisions_are_added BEFORE INSERT ON decisions WHEN EXISTS (SELECT 1 FROM decisions WHERE decision = new.decision)
BEGIN SELECT raise(ABORT, 'The review log is never changed: add a further decision, or undo one.'); END;

-- Full text of the articles (rowid: articles.article), in marsad's normalised spelling: search for اعزاز to find أعزاز.
CREATE VIRTUAL TABLE article_words USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 0");

-- Of use to marsad only: what one article tells of one happening, the unit that is linked.
CREATE TABLE occurrences (
    occurrence INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    anchor TEXT NOT NULL UNIQUE,  -- id of the article and offset of the first event
    incident INTEGER REFERENCES incidents ON DELETE SET NULL,
    data BLOB NOT NULL  -- MessagePack
) STRICT;
CREATE INDEX occurrences_article ON occurrences (article);
CREATE INDEX occurrences_incident ON occurrences (incident);

-- Of use to marsad only: occurrences that are compared with each other share a block of place, day and kind, or a sentence.
CREATE TABLE blocks (
    block INTEGER NOT NULL,  -- hash
    occurrence INTEGER NOT NULL,
    PRIMARY KEY (block, occurrence)
) STRICT, WITHOUT ROWID;

-- Of use to marsad only: articles that may be prints of one text share a band of their MinHash.
CREATE TABLE bands (
    band INTEGER NOT NULL,  -- hash
    article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

-- Events for reading: one row each, with everything in words. Rejected events are left out.
CREATE VIEW event_list AS
SELECT a.id AS article, e.id AS event, a.published, a.publisher, e.event_type, e.mode, e.status, e.date_start, e.date_end,
    (SELECT group_concat(coalesce(g.actor, g.words), '; ') FROM arguments g WHERE g.event = e.event AND g.role = 'actor') AS actors,
    (SELECT group_concat(coalesce(g.actor, g.words), '; ') FROM arguments g WHERE g.event = e.event AND g.role = 'recipient') AS recipients,
    (SELECT group_concat(coalesce(p.name_ar, g.words), '; ') FROM arguments g LEFT JOIN places p ON p.id = g.place
        WHERE g.event = e.event AND g.role = 'location') AS places,
    (SELECT group_concat(c.kind || ' ' || c.low || iif(c.high IS NULL, '+', iif(c.high > c.low, '-' || c.high, '')), '; ')
        FROM casualties c WHERE c.event = e.event) AS casualties,
    (SELECT group_concat(g.words || ' (' || g.stance || ')', '; ') FROM arguments g WHERE g.event = e.event AND g.role = 'source') AS sources,
    e.review, e.quote
FROM events e JOIN articles a USING (article)
WHERE e.review IS NOT 'rejected';

-- Incidents for reading: one row each, without their JSON.
CREATE VIEW incident_list AS
SELECT id, event_type, mode, date_start, date_end, place_ar, place_en, country, grade, voices, accounts, articles,
    killed_low, killed_high, injured_low, injured_high, grade_why
FROM incidents;

-- Accounts for reading: what each voice says of an incident, in its own words.
CREATE VIEW account_list AS
SELECT i.id AS incident, c.position, a.published, a.publisher, c.chain, c.voice, c.stance, c.status, c.killed_low, c.killed_high, c.reprints,
    a.id AS article, e.id AS event, e.quote
FROM accounts c JOIN incidents i USING (incident) JOIN events e USING (event) JOIN articles a ON a.article = e.article;
