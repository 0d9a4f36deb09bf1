"""
What is said to PostgreSQL so that content types, permissions and what names them follow their models?

`moving` is a model, `kept` the content type that stays, `gone` the one that is merged into it.
"""

BATCH = 1000
# What a row lock of a content type waits for is a transaction that has just named it.
WAIT = "SET LOCAL lock_timeout = '5s'"

FIND = """\
        SELECT id INTO {into} FROM {content_type}
            WHERE app_label = moving.{app} AND model = moving.name;
"""
MERGE_ROWS = """\
        FOR it IN SELECT * FROM (VALUES
            {columns}
        ) AS known (its_table, its_column) LOOP
            IF to_regclass(it.its_table) IS NOT NULL THEN
                EXECUTE format('UPDATE %1$s SET %2$s = $1 WHERE %2$s = $2', it.its_table, it.its_column)
                    USING kept, gone;
            END IF;
        END LOOP;
"""
MERGE_PERMISSIONS = """\
        UPDATE {permission} AS theirs SET content_type_id = kept
            WHERE theirs.content_type_id = gone AND NOT EXISTS (
                SELECT FROM {permission} AS mine
                    WHERE mine.content_type_id = kept AND mine.codename = theirs.codename);
{grants}        DELETE FROM {permission} WHERE content_type_id = gone;
"""
MERGE_GRANTS = """\
        INSERT INTO {table} ({holder}, {column})
            SELECT given.{holder}, mine.id FROM {table} AS given
                JOIN {permission} AS theirs ON theirs.id = given.{column} AND theirs.content_type_id = gone
                JOIN {permission} AS mine ON mine.codename = theirs.codename AND mine.content_type_id = kept
            ON CONFLICT DO NOTHING;
        DELETE FROM {table} USING {permission} AS theirs
            WHERE theirs.id = {table}.{column} AND theirs.content_type_id = gone;
"""
MERGE_KEYS = """\
        UPDATE {table} SET {column} = mine.id FROM {permission} AS theirs
            JOIN {permission} AS mine ON mine.codename = theirs.codename AND mine.content_type_id = kept
            WHERE theirs.id = {table}.{column} AND theirs.content_type_id = gone;
"""
MERGE_LINKS = """\
        INSERT INTO {table} ({holder}, {column})
            SELECT {holder}, kept FROM {table} WHERE {column} = gone
            ON CONFLICT DO NOTHING;
        DELETE FROM {table} WHERE {column} = gone;
"""
REMOVE_HEIR = "        DELETE FROM {table} WHERE {column} = gone;\n"
REMOVE = "        DELETE FROM {content_type} WHERE id = gone;\n"
SHADOW = """\
        INSERT INTO {content_type} (app_label, model) VALUES (moving.old_app, moving.name)
            ON CONFLICT DO NOTHING;
"""
SHADOW_PERMISSIONS = """\
        INSERT INTO {permission} (name, content_type_id, codename)
            SELECT mine.name, shadow.id, mine.codename FROM {permission} AS mine, {content_type} AS shadow
                WHERE mine.content_type_id = kept
                    AND shadow.app_label = moving.old_app AND shadow.model = moving.name
            ON CONFLICT DO NOTHING;
"""
SHADOW_GRANTS = """\
        INSERT INTO {table} ({holder}, {column})
            SELECT given.{holder}, theirs.id FROM {table} AS given
                JOIN {permission} AS mine ON mine.id = given.{column} AND mine.content_type_id = kept
                JOIN {permission} AS theirs ON theirs.codename = mine.codename
                JOIN {content_type} AS shadow ON shadow.id = theirs.content_type_id
                    AND shadow.app_label = moving.old_app AND shadow.model = moving.name
            ON CONFLICT DO NOTHING;
"""
BLOCK = """\
DO $$
DECLARE
    moving record; it record; kept bigint; gone bigint;
BEGIN
    FOR moving IN SELECT * FROM (VALUES
            {models}
    ) AS models (old_app, name, new_app) LOOP
{body}    END LOOP;
END $$"""
BATCHES = """\
        FOR it IN SELECT * FROM (VALUES
            {columns}
        ) AS known (its_table, its_column) LOOP
            LOOP
                EXECUTE format(
                    'UPDATE %1$s SET %2$s = $1 WHERE ctid = ANY (ARRAY('
                    'SELECT ctid FROM %1$s WHERE %2$s = $2 LIMIT {batch}))', it.its_table, it.its_column)
                    USING kept, gone;
                GET DIAGNOSTICS changed = ROW_COUNT;
                COMMIT;
                EXIT WHEN changed = 0;
            END LOOP;
        END LOOP;
"""
