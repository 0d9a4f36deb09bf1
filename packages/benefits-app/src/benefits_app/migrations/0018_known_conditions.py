"""
Stop, with a list, at rule sets of 2.1 that have conditions nobody knows. Reads only.
"""

from django.db import migrations

from domain_kit.operations import GuardRows

UNKNOWN = """
SELECT rules.id AS "rule set", rules.benefit_id AS benefit,
       coalesce(entry ->> 'condition', entry::text) AS condition
FROM benefits_app_eligibilityruleset rules
CROSS JOIN LATERAL jsonb_array_elements(
    CASE jsonb_typeof(rules.document)
        WHEN 'array' THEN rules.document ELSE jsonb_build_array(rules.document)
    END
) entry
WHERE rules.format = 1
  AND (
    jsonb_typeof(rules.document) <> 'array'
    OR jsonb_typeof(entry) <> 'object'
    OR entry - 'condition' - 'value' <> '{}'::jsonb
    OR NOT entry ? 'value'
    OR (entry ->> 'condition') IS NULL
    OR (entry ->> 'condition') NOT IN (
        'hired_on_at_least', 'hired_on_at_most', 'fte_at_least', 'fte_at_most',
        'annual_salary_at_least', 'annual_salary_at_most', 'age_at_least', 'age_at_most',
        'service_days_at_least', 'service_days_at_most', 'grade_one_of', 'location_one_of',
        'employed_is'
    )
  )
ORDER BY rules.id
"""


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0017_rule_originals")]
    operations = [
        GuardRows(
            UNKNOWN,
            "These rule sets have conditions that are not known. `benefits_check_rules` lists "
            "them, and `benefits_check_rules --rename OLD=NEW` mends them; then migrate again.",
        ),
    ]
