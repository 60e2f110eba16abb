"""What the serving role may do, and what nobody may do.

Own SQL and not pgtrigger's: its triggers stand aside for a session variable that
any connection may set.
"""

from django.db import migrations

APPEND_ONLY = ["orchard_registration", "orchard_resultentry", "orchard_turnedaway"]

REFUSE = """
CREATE FUNCTION orchard_append_only() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the registry only adds.', TG_OP, TG_TABLE_NAME
    USING ERRCODE = '23514', CONSTRAINT = 'append_only';
END $$;
"""

GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION orchard_append_only();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only;
GRANT SELECT, INSERT ON {table} TO registry_app;
"""

# The locks make two entries for one result, or for one learner's unit, wait for each
# other; taken in the order of their numbers, they cannot wait in a ring.
ENTER = """
CREATE FUNCTION orchard_enter() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  number bigint;
  previous orchard_resultentry;
BEGIN
  FOR number IN
    SELECT DISTINCT hashtextextended(jsonb_build_array(NEW.client_id, word)::text, 0) AS n
    FROM (VALUES
      (jsonb_build_array('result', NEW.result)),
      (jsonb_build_array('learner', NEW.learner_number, NEW.unit_code)),
      (jsonb_build_array('uln', NEW.uln, NEW.unit_code))
    ) AS words (word)
    ORDER BY n
  LOOP
    PERFORM pg_advisory_xact_lock(number);
  END LOOP;

  IF NEW.version > 1 THEN
    SELECT * INTO previous FROM orchard_resultentry e
    WHERE e.client_id = NEW.client_id AND e.result = NEW.result AND e.version = NEW.version - 1;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'version % is not there', NEW.version - 1
        USING ERRCODE = '23514', CONSTRAINT = 'versions_in_order';
    END IF;
    IF (previous.learner_number, previous.unit_code) <> (NEW.learner_number, NEW.unit_code) THEN
      RAISE EXCEPTION 'another learner or unit'
        USING ERRCODE = '23514', CONSTRAINT = 'same_learner_and_unit';
    END IF;
  END IF;

  IF NEW.outcome = 'pass' AND EXISTS (
    SELECT FROM orchard_resultentry e
    WHERE e.client_id = NEW.client_id AND e.unit_code = NEW.unit_code
      AND (e.learner_number = NEW.learner_number OR (NEW.uln <> '' AND e.uln = NEW.uln))
      AND e.result <> NEW.result AND e.outcome = 'pass'
      AND NOT EXISTS (
        SELECT FROM orchard_resultentry later
        WHERE later.client_id = e.client_id AND later.result = e.result
          AND later.version > e.version)
  ) THEN
    RAISE EXCEPTION 'achieved under another result'
      USING ERRCODE = '23514', CONSTRAINT = 'one_achievement';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enter BEFORE INSERT ON orchard_resultentry
  FOR EACH ROW EXECUTE FUNCTION orchard_enter();
"""

# What signing in writes: sessions, the moment of the last sign-in, and lockouts.
SIGN_IN = """
GRANT SELECT ON orchard_client, auth_user, auth_group, auth_permission, auth_user_groups,
  auth_user_user_permissions, auth_group_permissions, django_content_type, django_migrations
  TO registry_app;
GRANT UPDATE (last_login) ON auth_user TO registry_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session, axes_accessattempt,
  axes_accessattemptexpiration, axes_accesslog, axes_accessfailurelog TO registry_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("orchard", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("axes", "0010_accessattemptexpiration"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(REFUSE),
        *(migrations.RunSQL(GUARD.format(table=table)) for table in APPEND_ONLY),
        migrations.RunSQL(ENTER),
        migrations.RunSQL(SIGN_IN),
    ]
