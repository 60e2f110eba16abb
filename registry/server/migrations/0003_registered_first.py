"""A result is entered for a learner who is registered on its qualification, and for no other.

A correction keeps the learner of the version before it, so the first version is what is asked.
"""

from django.db import migrations

REGISTERED = """
CREATE FUNCTION orchard_registered() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM orchard_registration r
    WHERE r.client_id = NEW.client_id AND r.learner_number = NEW.learner_number
      AND r.qualification_number = NEW.qualification_number
  ) THEN
    RAISE EXCEPTION 'the learner is not registered'
      USING ERRCODE = '23514', CONSTRAINT = 'registered_first';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registered_first BEFORE INSERT ON orchard_resultentry
  FOR EACH ROW WHEN (NEW.version = 1) EXECUTE FUNCTION orchard_registered();
"""


class Migration(migrations.Migration):
    dependencies = [("orchard", "0002_guards")]

    operations = [migrations.RunSQL(REGISTERED)]
