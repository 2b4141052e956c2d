"""What PostgreSQL has beside the table that Django knows; installed after each ``migrate``.

Texts and vectors go out of line, so that counting reads few pages of the table. What it costs to
read each vector instead the planner does not know: it would do so for a common word rather than
ask the index, ten times as slow. So the questions are functions, which are planned without the
word and without that choice.
"""

NARROWED = """(only_kind IS NULL OR kind = only_kind)
        AND (only_category IS NULL OR category_id = only_category)
        AND (since IS NULL OR published_at >= since)
        AND (before IS NULL OR published_at < before)"""
NEWEST = "ORDER BY published_at DESC, page_id DESC"
SETTINGS = "LANGUAGE sql STABLE SET enable_seqscan = off SET work_mem = '16MB'"
HITS = f"""WITH hits AS MATERIALIZED (
        SELECT page_id, published_at FROM news_searchentry
        WHERE terms @@ asked AND {NARROWED})"""
PARAMETERS = """asked tsquery, only_kind text, only_category bigint, since timestamptz,
    before timestamptz, size integer, start integer"""
ANSWER = "RETURNS TABLE (total bigint, ids integer[])"

INSTALL = (
    """ALTER TABLE news_searchentry
    ADD COLUMN IF NOT EXISTS title_terms tsvector NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS terms tsvector NOT NULL DEFAULT ''""",
    "ALTER TABLE news_searchentry SET (toast_tuple_target = 128)",
    """CREATE INDEX IF NOT EXISTS news_searchentry_title_terms
    ON news_searchentry USING gin (title_terms)""",
    "CREATE INDEX IF NOT EXISTS news_searchentry_terms ON news_searchentry USING gin (terms)",
    f"""CREATE OR REPLACE FUNCTION news_search_newest({PARAMETERS}) {ANSWER} {SETTINGS} AS $$
    {HITS} SELECT (SELECT count(*) FROM hits),
        ARRAY(SELECT page_id FROM hits {NEWEST} LIMIT size OFFSET start) $$""",
    # Only so many are ranked (``deep``): the newest with the words, and with them in the title.
    f"""CREATE OR REPLACE FUNCTION news_search_best({PARAMETERS}, ranking tsquery, deep integer)
    {ANSWER} {SETTINGS} AS $$
    {HITS}, chosen AS (
        (SELECT page_id FROM hits {NEWEST} LIMIT deep)
        UNION (SELECT page_id FROM news_searchentry
            WHERE title_terms @@ asked AND {NARROWED} {NEWEST} LIMIT deep))
    SELECT (SELECT count(*) FROM hits), ARRAY(
        SELECT page_id FROM news_searchentry WHERE page_id = ANY(ARRAY(SELECT page_id FROM chosen))
        ORDER BY ts_rank(terms, ranking, 1) DESC, published_at DESC, page_id DESC
        LIMIT size OFFSET start) $$""",
    f"""CREATE OR REPLACE FUNCTION news_search_titles(asked tsquery, size integer)
    RETURNS integer[] {SETTINGS} AS $$
    SELECT ARRAY(SELECT page_id FROM news_searchentry WHERE title_terms @@ asked
        {NEWEST} LIMIT size) $$""",
    f"""CREATE OR REPLACE FUNCTION news_search_count(asked tsquery)
    RETURNS bigint {SETTINGS} AS $$
    SELECT count(*) FROM news_searchentry WHERE terms @@ asked $$""",
)
