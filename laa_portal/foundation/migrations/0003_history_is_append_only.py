from django.db import migrations

FORBID = """
CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are history: they are never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_is_append_only
    BEFORE UPDATE OR DELETE ON foundation_auditevent
    FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_history();
CREATE TRIGGER audit_is_never_emptied
    BEFORE TRUNCATE ON foundation_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();
CREATE TRIGGER seals_are_append_only
    BEFORE UPDATE OR DELETE ON foundation_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_history();
CREATE TRIGGER seals_are_never_emptied
    BEFORE TRUNCATE ON foundation_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();
"""

ALLOW = """
DROP TRIGGER seals_are_never_emptied ON foundation_seal;
DROP TRIGGER seals_are_append_only ON foundation_seal;
DROP TRIGGER audit_is_never_emptied ON foundation_auditevent;
DROP TRIGGER audit_is_append_only ON foundation_auditevent;
DROP FUNCTION refuse_to_rewrite_history();
"""


class Migration(migrations.Migration):
    """What happened, and its seals, are added to, never edited: PostgreSQL itself says no."""

    replaces = [("foundation", "0004_seals_are_never_changed")]

    dependencies = [("foundation", "0002_who_acted")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
