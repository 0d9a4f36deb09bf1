-- What older releases, imports and people with a console left behind.

-- Windows at 23:00 and at 00:00 UTC, and two at once: four of the five ways to open one.
INSERT INTO benefits_app_enrolmentwindow (id, employer_id, plan_year_id, kind, opens_at, closes_at)
SELECT gen_random_uuid(), y.employer_id, y.id, 'annual', at, at + interval '28 days'
FROM benefits_app_planyear y,
     unnest(ARRAY['2026-03-01 23:00+00', '2026-03-01 00:00+00', '2026-10-01 23:00+00']::timestamptz[]) AS at
WHERE y.starts_on = '2026-01-01' AND y.employer_id = (SELECT id FROM legacy_app_employer WHERE code = 'ACME');

-- A price with three decimals, from a carrier's file.
INSERT INTO benefits_app_planoption (id, plan_id, code, name, monthly_price)
SELECT gen_random_uuid(), p.id, 'FULL', 'Full', 8.335
FROM benefits_app_plan p ORDER BY p.id LIMIT 1;

-- The same person twice in one benefit; a last day before the first; a waiver that has a plan.
INSERT INTO enrolments_app_enrolment (id, employer_id, employee_id, benefit_id, plan_id, option_id,
    label, starts_on, ends_on, status, monthly_price, currency, dependants, created_at)
SELECT gen_random_uuid(), e.employer_id, e.employee_id, e.benefit_id, e.plan_id, e.option_id, e.label,
    d.starts_on::date, d.ends_on::date, d.status, e.monthly_price, e.currency, d.dependants::jsonb, now()
FROM (SELECT * FROM enrolments_app_enrolment ORDER BY employee_id, id LIMIT 5) e,
     (VALUES ('2027-02-01', NULL, 'active', '[]'),
             ('2027-03-01', '2027-02-28', 'ended', '[]'),
             ('2027-04-01', '2026-06-30', 'ended', '[{"key": "c9", "name": "No relationship"}]'),
             ('2027-05-01', NULL, 'waived', '{"spouse": "Sam"}')) d (starts_on, ends_on, status, dependants);

-- Comments about what is not there any more, and about a kind of thing that is not there any more.
INSERT INTO django_content_type (app_label, model) VALUES ('legacy_app', 'quote2015');
INSERT INTO auth_permission (name, content_type_id, codename)
SELECT 'Can view quote', id, 'view_quote2015' FROM django_content_type WHERE model = 'quote2015';
INSERT INTO auth_group_permissions (group_id, permission_id)
SELECT g.id, p.id FROM auth_group g, auth_permission p WHERE g.name = 'HR' AND p.codename = 'view_quote2015';
INSERT INTO legacy_app_comment (content_type_id, object_id, body, created_at)
SELECT c.id, gen_random_uuid()::text, 'About something that was deleted.', now()
FROM django_content_type c
WHERE c.app_label = 'legacy_app' AND c.model IN ('plan', 'enrolment', 'quote2015');
INSERT INTO legacy_app_comment (content_type_id, object_id, body, created_at)
SELECT c.id, 'not-a-number', 'Pasted from the wiki.', now()
FROM django_content_type c WHERE c.app_label = 'legacy_app' AND c.model = 'claim';

-- History of somebody who was removed in the console.
INSERT INTO legacy_app_historicalemployee (id, employer_id, department_id, number, first_name, last_name,
    email, hired_on, salary, part_time, notes, created_at, history_date, history_type)
SELECT 999999, employer_id, NULL, '0-999', 'Gone', 'Away', '', '2017-01-01', 0, false, '', now(), now(), '-'
FROM legacy_app_employee LIMIT 1;
