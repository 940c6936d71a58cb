from django.db import migrations

FORBID = """
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
"""


class Migration(migrations.Migration):
    """Seals are history as much as what they seal."""

    dependencies = [("foundation", "0003_what_is_on_record")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
