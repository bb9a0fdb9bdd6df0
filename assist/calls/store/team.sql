-- Who may see what in the team's database. Run by `call-assist team init`, as often as one likes.
--
-- An agent sees their own calls, a lead those of their team, nobody else any. The words of somebody else's call
-- are reached through open_call and read_lines only, which write down who read it, as a trigger does who corrected it;
-- find_lines exists beside row
-- security because PostgreSQL does not use the index of words under it.

CREATE TABLE IF NOT EXISTS member (
    name text PRIMARY KEY,          -- the role that logs in
    team text NOT NULL,
    lead boolean NOT NULL
);
CREATE TABLE IF NOT EXISTS reading (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reader text NOT NULL,
    agent text NOT NULL,
    call integer NOT NULL,          -- stays when the call is erased
    what text NOT NULL              -- opened, found, corrected or erased
);
CREATE TABLE IF NOT EXISTS retention (   -- one row: how long calls stay here, whatever their agents' own machines do
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    text_days integer NOT NULL CHECK (text_days BETWEEN 1 AND 36500)
);
INSERT INTO retention (text_days) VALUES (90) ON CONFLICT DO NOTHING;
CREATE INDEX IF NOT EXISTS call_agent ON call (agent, place);
CREATE INDEX IF NOT EXISTS line_place ON line USING brin ((id >> 16)) WITH (autosummarize = on);

-- The agents whose calls whoever is logged in may see.
CREATE OR REPLACE FUNCTION visible() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT array(
        SELECT them.name FROM member AS me
        JOIN member AS them ON them.name = me.name OR me.lead AND them.team = me.team
        WHERE me.name = session_user
    )
$$;

CREATE OR REPLACE FUNCTION owns(wanted integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM call JOIN member ON member.name = call.agent
        WHERE call.id = wanted AND call.agent = session_user
    )
$$;

-- Whether one may read a call's words; that somebody else's are read is written down.
CREATE OR REPLACE FUNCTION reads(wanted integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE whose text := (SELECT agent FROM call WHERE id = wanted);
BEGIN
    IF whose IS NULL OR whose <> ALL (visible()) THEN RETURN false; END IF;
    IF whose <> session_user THEN
        INSERT INTO reading (reader, agent, call, what) VALUES (session_user, whose, wanted, 'opened');
    END IF;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION open_call(wanted integer) RETURNS TABLE ("position" integer, body text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF reads(wanted) THEN RETURN QUERY SELECT e.position, e.body FROM event AS e WHERE e.call = wanted; END IF;
END $$;

-- Ids of lines that hold the words, newest first. What is null does not matter.
-- Round by round further back, each round over more calls. Two ways lead through a round: the lines of the calls that
-- pass are read one after the other, which is quick where the words are common; or the index of words gives the lines,
-- all of them, of which those of the round are read (line_place knows where they lie), each for the price of ten in a
-- row. The planner has counted the most common words, and is far off for all others; the newest calls need not be like
-- those before. So each round goes by what the rounds before it have seen, and by what is known to be common.
CREATE OR REPLACE FUNCTION find_lines(
    wanted text, source_wanted text, marks text[], lowest bigint, beyond bigint, most integer
) RETURNS TABLE (id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET jit = off
SET max_parallel_workers_per_gather = 0 AS $$
#variable_conflict use_column
DECLARE
    looked_for tsquery := wanted::tsquery;
    agents text[] := visible();
    lines float := greatest((SELECT reltuples FROM pg_class WHERE oid = 'line'::regclass), 1);
    per_call float := lines / greatest((SELECT reltuples FROM pg_class WHERE oid = 'call'::regclass), 1);
    first bigint := lowest >> 16;       -- a place, like the next two
    below bigint := beyond >> 16;
    down_to bigint;
    count_of_calls integer := 16;       -- of this round
    over float := 0;                    -- so many calls were gone over
    passing float := 0;                 -- of these pass, among those that were walked
    among float := 0;
    read float := 0;                    -- so many lines were looked at
    holding float := 0;                 -- of these hold the words
    plan json;
    known float;                        -- so common are the words, where the planner has counted them
    rare float;
    away float;                         -- so many lines are left
    round float;                        -- so many of them are in this round
    far text;
    grows float;                        -- so many times as many calls are in the next round
    found bigint[] := '{}';
    passed bigint;
    looked_at bigint;
    held bigint;
    these bigint[];
    calls text := 'SELECT place FROM call WHERE place >= $4 AND place < $5 AND agent = ANY ($6)';
BEGIN
    IF cardinality(marks) > 0 THEN
        SELECT array_agg(name ORDER BY count) INTO marks FROM (   -- the rarest leads
            SELECT name, (SELECT count(*) FROM (SELECT FROM mark WHERE mark.name = asked.name LIMIT 3000) AS few) AS count
            FROM unnest(marks) AS asked(name)) AS counted;
        calls := 'SELECT m.place FROM mark AS m
            WHERE m.name = $3[1] AND m.place >= $4 AND m.place < $5
                AND (SELECT c.agent FROM call AS c WHERE c.place = m.place) = ANY ($6)
                AND NOT EXISTS (SELECT FROM unnest($3[2:]) AS asked WHERE NOT EXISTS (
                    SELECT FROM mark AS o WHERE o.name = asked AND o.place = m.place)) OFFSET 0';
    END IF;
    EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM line WHERE words @@ ' || quote_literal(wanted) || '::tsquery' INTO plan;
    known := (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float / lines;
    IF known < 0.003 THEN known := 0; END IF;   -- three times what it takes for granted
    LOOP
        down_to := coalesce((
            SELECT c.place FROM call AS c WHERE c.place >= first AND c.place < below
            ORDER BY c.place DESC OFFSET count_of_calls - 1 LIMIT 1), first);
        rare := greatest((holding + 0.5) / (read + 500), known);
        away := lines - over * per_call;
        round := count_of_calls * per_call;
        IF read < 2000 OR round * (passing + 0.5) / (among + 1) <= 400 + rare * lines / 10 + 10 * rare * round THEN
            EXECUTE 'SELECT count(DISTINCT c.place), count(l.id), count(*) FILTER (WHERE l.holds),
                    array_agg(l.id ORDER BY l.id DESC) FILTER (WHERE l.holds AND ($2 IS NULL OR l.source = $2))
                FROM (' || calls || ') AS c
                LEFT JOIN LATERAL (   -- a call''s lines lie side by side
                    SELECT id, source, words @@ $1 AS holds FROM line
                    WHERE id >= c.place << 16 AND id < (c.place + 1) << 16 OFFSET 0) AS l ON true'
            INTO passed, looked_at, held, these
            USING looked_for, source_wanted, marks, down_to, below, agents;
            grows := 2;
            passing := passing + passed;
            among := among + count_of_calls;
        ELSE
            far := 'id >> 16';
            IF 10 * rare * (away - round) < round / 400 THEN   -- all that is left, wherever it lies
                down_to := first;
                far := '(id >> 16) + 0';
            END IF;
            EXECUTE 'WITH hit AS MATERIALIZED (
                    SELECT id, source FROM line WHERE words @@ $1 AND ' || far || ' >= $4 AND ' || far || ' < $5)
                SELECT (SELECT count(*) FROM hit), array(
                    SELECT l.id FROM (SELECT id, source FROM hit ORDER BY id DESC OFFSET 0) AS l
                    WHERE ($2 IS NULL OR l.source = $2)
                        AND (SELECT c.agent FROM call AS c WHERE c.place = l.id >> 16) = ANY ($6)
                        AND cardinality($3) = (
                            SELECT count(*) FROM mark AS m WHERE m.name = ANY ($3) AND m.place = l.id >> 16)
                    ORDER BY l.id DESC LIMIT $7)'
            INTO held, these
            USING looked_for, source_wanted, marks, down_to, below, agents, most - cardinality(found);
            grows := 4;
            looked_at := round;
        END IF;
        found := found || coalesce(these, '{}');
        EXIT WHEN cardinality(found) >= most OR down_to <= first;
        below := down_to;
        read := read + looked_at;
        holding := holding + held;
        over := over + count_of_calls;
        count_of_calls := least(grows * count_of_calls, greatest(
            count_of_calls, 1.5 * over * (most - cardinality(found)) / greatest(cardinality(found), 1)));
    END LOOP;
    RETURN QUERY SELECT unnest(found[:most]);
END $$;

CREATE OR REPLACE FUNCTION read_lines(ids bigint[]) RETURNS TABLE (
    id bigint, call integer, source text, utterance integer, start double precision, text text,
    started text, agent text
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE agents text[] := visible();
BEGIN
    INSERT INTO reading (reader, agent, call, what)
    SELECT DISTINCT session_user, c.agent, c.id, 'found'
    FROM line AS l JOIN call AS c ON c.id = l.call
    WHERE l.id = ANY (ids) AND c.agent = ANY (agents) AND c.agent <> session_user
        AND NOT EXISTS (   -- the lines around a hit are the same reading
            SELECT FROM reading AS r WHERE r.reader = session_user AND r.call = c.id AND r.what = 'found'
                AND r.at >= transaction_timestamp());
    RETURN QUERY
    SELECT l.id, l.call, l.source::text, l.utterance, l.start, l.text, c.started::text, c.agent::text
    FROM line AS l JOIN call AS c ON c.id = l.call
    WHERE l.id = ANY (ids) AND c.agent = ANY (agents);
END $$;

-- Erases a call, and leaves its tombstone: who and when, not what. For the two below: it has no rights of its own, and
-- whoever calls it themselves has none to delete.
CREATE OR REPLACE FUNCTION bury(gone integer, who text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO tombstone (key, erased_at, erased_by, sent)
    SELECT key, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), who, true FROM call WHERE id = gone
    ON CONFLICT DO NOTHING;
    DELETE FROM remark WHERE call = gone;
    DELETE FROM promise WHERE call = gone;
    DELETE FROM mark WHERE call = gone;
    DELETE FROM line WHERE call = gone;
    DELETE FROM event WHERE call = gone;
    DELETE FROM call WHERE id = gone;
END $$;

-- Erases a call that one sees. That somebody else's is erased is written down.
CREATE OR REPLACE FUNCTION erase_call(wanted text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE it record;
BEGIN
    SELECT * INTO it FROM call WHERE key = wanted AND agent = ANY (visible());
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM bury(it.id, session_user);
    IF it.agent <> session_user THEN
        INSERT INTO reading (reader, agent, call, what) VALUES (session_user, it.agent, it.id, 'erased');
    END IF;
    RETURN true;
END $$;

-- Erases some of the calls that are older than the owner's rule allows, whoever's they are; how many. The rule decides
-- alone: whoever lets it, which every member may, sees nothing by it.
CREATE OR REPLACE FUNCTION forget_calls() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    oldest bigint := extract(epoch FROM now())::bigint - 86400::bigint * (SELECT text_days FROM retention);
    it record;
    count integer := 0;
BEGIN
    FOR it IN SELECT id FROM call WHERE place < (oldest << 14) ORDER BY place LIMIT 100 FOR UPDATE SKIP LOCKED LOOP
        PERFORM bury(it.id, 'retention rule');
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;

CREATE OR REPLACE FUNCTION retention_days() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT text_days FROM retention
$$;

-- What was promised in a call one sees; its words are those of the call.
CREATE OR REPLACE FUNCTION read_promises(wanted integer) RETURNS SETOF promise
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF reads(wanted) THEN RETURN QUERY SELECT * FROM promise AS p WHERE p.call = wanted; END IF;
END $$;

-- What became of the promises of the calls one sees, without their words.
CREATE OR REPLACE FUNCTION promise_states() RETURNS TABLE (
    call integer, owner text, due text, state text, settled text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.call, p.owner, p.due, p.state, p.settled
    FROM promise AS p JOIN call AS c ON c.id = p.call WHERE c.agent = ANY ((SELECT visible())::text[])
$$;

-- A reviewer's correction, which must stand among the remarks, is found instead of what was heard.
CREATE OR REPLACE FUNCTION correct_line(wanted integer, which integer, said text, said_words text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE line SET text = said, words = said_words::tsvector
    FROM call
    WHERE call.id = wanted AND call.agent = ANY (visible())
        AND line.id = (call.place << 16) + which AND line.call = wanted   -- a number too large is another call's line
        AND EXISTS (SELECT FROM remark AS r WHERE r.call = wanted AND r.utterance = which
            AND r.kind = 'correction' AND r.text = said)
$$;

-- Whoever puts right somebody else's call is written down; who said a line is found at once as the remark has it.
CREATE OR REPLACE FUNCTION put_right() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE it record;
BEGIN
    SELECT * INTO it FROM call WHERE id = NEW.call;
    IF NEW.kind = 'speaker' THEN
        UPDATE line SET source = NEW.text
        WHERE id = (it.place << 16) + NEW.utterance AND line.call = NEW.call AND source <> 'note';
    END IF;
    IF it.agent <> session_user THEN
        INSERT INTO reading (reader, agent, call, what) VALUES (session_user, it.agent, NEW.call, 'corrected');
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS put_right ON remark;
CREATE TRIGGER put_right AFTER INSERT ON remark FOR EACH ROW
WHEN (NEW.kind IN ('correction', 'speaker')) EXECUTE FUNCTION put_right();

CREATE OR REPLACE FUNCTION readings() RETURNS SETOF reading
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT * FROM reading WHERE agent = ANY (visible()) ORDER BY id DESC
$$;

CREATE OR REPLACE FUNCTION was_erased(wanted text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT erased_at FROM tombstone WHERE key = wanted
$$;

-- Which of these calls were erased here, and by whom.
CREATE OR REPLACE FUNCTION erased_among(keys text[]) RETURNS TABLE (key text, erased_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.key, t.erased_by FROM tombstone AS t WHERE t.key = ANY (keys)
$$;

-- "(SELECT visible())" is asked once a statement, not once a row.
ALTER TABLE call ENABLE ROW LEVEL SECURITY;
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE line ENABLE ROW LEVEL SECURITY;
ALTER TABLE mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE promise ENABLE ROW LEVEL SECURITY;
ALTER TABLE remark ENABLE ROW LEVEL SECURITY;
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
ALTER TABLE reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention ENABLE ROW LEVEL SECURITY;
ALTER TABLE tombstone ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS see ON call;
DROP POLICY IF EXISTS add ON call;
DROP POLICY IF EXISTS change ON call;
CREATE POLICY see ON call FOR SELECT USING (agent = ANY ((SELECT visible())::text[]));
CREATE POLICY add ON call FOR INSERT WITH CHECK (agent = session_user AND agent = ANY ((SELECT visible())::text[]));
CREATE POLICY change ON call FOR UPDATE USING (agent = session_user AND agent = ANY ((SELECT visible())::text[]))
    WITH CHECK (agent = session_user);
DROP POLICY IF EXISTS own ON event;
DROP POLICY IF EXISTS own ON line;
DROP POLICY IF EXISTS own ON promise;
DROP POLICY IF EXISTS own ON mark;
DROP POLICY IF EXISTS see ON mark;
CREATE POLICY own ON event USING (owns(call)) WITH CHECK (owns(call));
CREATE POLICY own ON line USING (owns(call)) WITH CHECK (owns(call));
CREATE POLICY own ON promise USING (owns(call)) WITH CHECK (owns(call));
CREATE POLICY own ON mark USING (owns(call)) WITH CHECK (
    owns(call) AND EXISTS (SELECT FROM call WHERE call.id = mark.call AND call.place = mark.place));
CREATE POLICY see ON mark FOR SELECT USING (EXISTS (SELECT FROM call WHERE call.id = mark.call));
DROP POLICY IF EXISTS remark ON mark;
DROP POLICY IF EXISTS unremark ON mark;
DROP POLICY IF EXISTS see ON remark;
DROP POLICY IF EXISTS add ON remark;
DROP POLICY IF EXISTS remove ON remark;
CREATE POLICY remark ON mark FOR INSERT WITH CHECK (
    (starts_with(name, 'tag:') OR name = 'example:good')
    AND EXISTS (SELECT FROM call WHERE call.id = mark.call AND call.place = mark.place));
CREATE POLICY unremark ON mark FOR DELETE USING (
    (starts_with(name, 'tag:') OR name = 'example:good') AND EXISTS (SELECT FROM call WHERE call.id = mark.call));
CREATE POLICY see ON remark FOR SELECT USING (EXISTS (SELECT FROM call WHERE call.id = remark.call));
CREATE POLICY add ON remark FOR INSERT WITH CHECK (
    author = session_user AND (kind <> 'speaker' OR remark.text IN ('agent', 'client'))
    AND EXISTS (SELECT FROM call WHERE call.id = remark.call));
CREATE POLICY remove ON remark FOR DELETE USING (
    kind NOT IN ('correction', 'speaker') AND EXISTS (SELECT FROM call WHERE call.id = remark.call)
    AND (author = session_user OR (SELECT lead FROM member WHERE name = session_user)));
DROP POLICY IF EXISTS own ON member;
CREATE POLICY own ON member FOR SELECT USING (name = ANY ((SELECT visible())::text[]));

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, call_assist;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO call_assist;
GRANT SELECT, INSERT, UPDATE ON call TO call_assist;
GRANT USAGE ON SEQUENCE call_id_seq TO call_assist;
GRANT SELECT, INSERT ON event TO call_assist;
GRANT SELECT, INSERT, DELETE ON line, mark, promise TO call_assist;
GRANT SELECT, INSERT, DELETE ON remark TO call_assist;
GRANT UPDATE (state, settled, due, moved) ON promise TO call_assist;
GRANT SELECT ON member, alembic_version TO call_assist;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO call_assist;
