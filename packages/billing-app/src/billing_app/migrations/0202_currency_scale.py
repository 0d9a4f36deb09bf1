"""
The database learns how many minor units a currency has; in an instant.

Stop, before anything is changed, at amounts in what is no currency: they have no minor units.
"""

from django.db import migrations

from domain_kit.operations import GuardRows

# ISO 4217: its list of today, and what was withdrawn since 2010, as old invoices are in. A test holds
# this to domain_kit.currencies. Null is neither a guess nor nothing: no currency of that code is known.
_TWO = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN
        BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EEK EGP
        ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR
        JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP
        MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
        QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL
        THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VEF VES WST XCD YER ZAR ZMK
        ZMW ZWL
"""
_ZERO = "BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"


def _any(codes: str) -> str:
    return ", ".join(f"'{code}'" for code in codes.split())


SCALE = f"""
CREATE OR REPLACE FUNCTION billing_app_scale(currency text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT CASE
        WHEN currency IN ({_any(_TWO)}) THEN 100
        WHEN currency IN ({_any(_ZERO)}) THEN 1
        WHEN currency IN ({_any(_THREE)}) THEN 1000
        WHEN currency IN ({_any(_FOUR)}) THEN 10000
    END
$body$;
CREATE OR REPLACE FUNCTION billing_app_minor(amount numeric, currency text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT CASE WHEN mod(amount * billing_app_scale(currency), 1) = 0
        THEN (amount * billing_app_scale(currency))::bigint
    END
$body$;
"""
NO_SCALE = """
DROP FUNCTION billing_app_minor(numeric, text);
DROP FUNCTION billing_app_scale(text);
"""
NO_CURRENCY = """
SELECT 'account' AS kind, id::text, currency FROM billing_app_account
WHERE billing_app_scale(currency) IS NULL
UNION ALL
SELECT 'invoice', id::text, currency FROM billing_app_invoice
WHERE currency IS NOT NULL AND billing_app_scale(currency) IS NULL
UNION ALL
SELECT 'credit note', id::text, currency FROM billing_app_credit_note
WHERE billing_app_scale(currency) IS NULL
UNION ALL
SELECT 'posting', id::text, currency FROM billing_app_posting
WHERE billing_app_scale(currency) IS NULL
ORDER BY 1, 2
"""


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0201_webhooks")]

    operations = [
        migrations.RunSQL(SCALE, NO_SCALE),
        GuardRows(
            NO_CURRENCY,
            "They are in no currency that ISO 4217 knows, so that nobody can say how many minor units"
            " they are. No release writes such a code: UPDATE it to the one that was meant, then"
            " migrate again. What is finalised is kept by triggers: those do not fire for a superuser"
            " in a transaction with SET LOCAL session_replication_role = replica.",
        ),
    ]
