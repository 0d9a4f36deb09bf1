"""
Write the rule sets of 2.1 in the nested format, and keep what they were.

In chunks that commit alone; a row that was done does not match again.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

NEST = """
UPDATE benefits_app_eligibilityruleset rules
SET original = rules.document, format = 2, document = jsonb_build_object('all', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'fact', (parts.found)[1], 'operator', (parts.found)[2], 'value', entry.item -> 'value'
    ) ORDER BY entry.place), '[]'::jsonb)
    FROM jsonb_array_elements(rules.document) WITH ORDINALITY AS entry(item, place)
    CROSS JOIN LATERAL regexp_match(
        entry.item ->> 'condition', '^(.+)_(at_least|at_most|one_of|is)$'
    ) AS parts(found)
))
WHERE rules.id BETWEEN %(first)s AND %(last)s AND rules.format = 1
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0018_known_conditions")]
    operations = [
        BackfillInChunks("nested rules", table="benefits_app_eligibilityruleset", statement=NEST),
    ]
