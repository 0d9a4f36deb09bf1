"""
Amounts with six decimals, for one tier or relationship or for all.

2.0 writes `monthly_price` alone, so a trigger copies it to `amount` until nobody does that any
more.
"""

from django.db import migrations, models

TRIGGER = """
CREATE FUNCTION benefits_app_rateband_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.amount := coalesce(NEW.amount, NEW.monthly_price);
    ELSIF NEW.monthly_price <> OLD.monthly_price
          AND NEW.amount IS NOT DISTINCT FROM OLD.amount THEN
        NEW.amount := NEW.monthly_price;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER benefits_app_rateband_amount BEFORE INSERT OR UPDATE ON benefits_app_rateband
FOR EACH ROW EXECUTE FUNCTION benefits_app_rateband_amount();
"""
DROP = """
DROP TRIGGER benefits_app_rateband_amount ON benefits_app_rateband;
DROP FUNCTION benefits_app_rateband_amount();
"""


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0010_rate_basis")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="rateband",
            name="amount",
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
        ),
        migrations.AddField(
            model_name="rateband",
            name="group",
            field=models.CharField(
                blank=True, db_column="price_group", db_default="", max_length=40
            ),
        ),
        migrations.RunSQL(TRIGGER, DROP),
    ]
