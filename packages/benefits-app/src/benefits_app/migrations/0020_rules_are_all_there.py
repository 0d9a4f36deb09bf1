"""
Stop if a rule set has another number of conditions than it had. Reads only.
"""

from django.db import migrations

from domain_kit.operations import GuardRows

OTHER = """
SELECT id AS "rule set", jsonb_array_length(original) AS "had",
       jsonb_array_length(document -> 'all') AS "has"
FROM benefits_app_eligibilityruleset
WHERE format = 2 AND jsonb_typeof(original) = 'array'
  AND jsonb_array_length(original) IS DISTINCT FROM jsonb_array_length(document -> 'all')
ORDER BY id
"""


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0019_nest_rules")]
    operations = [
        GuardRows(
            OTHER,
            "These rule sets lost or gained conditions when they were written anew. Their "
            "documents are as they were in the column `original`.",
        ),
    ]
