from django.db import migrations, models

#: The owner too is kept to the rows of a scope, and there is none while tables are made.
ASK_WHERE_NOTHING_IS_ASKED = """
    ALTER TABLE awarding_unit NO FORCE ROW LEVEL SECURITY;
    UPDATE awarding_unit
        SET requirements = '["The work addresses every assessment criterion of the unit."]'
        WHERE NOT requirements @? '$[*] ? (@ like_regex "[^ ]")';
    ALTER TABLE awarding_unit FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('awarding', '0011_nobody_acts_in_anothers_name'),
    ]

    operations = [
        migrations.AlterField(
            model_name='unit',
            name='requirements',
            field=models.JSONField(),
        ),
        migrations.RunSQL(ASK_WHERE_NOTHING_IS_ASKED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template='\n    name <> \'sla\' OR coalesce(\n        "values" @@ \'strict $.days >= 1 && $.days <= 250 && $.days.floor() == $.days\'\n        AND "values" @@ \'strict $.amber_from >= 0 && $.amber_from.floor() == $.amber_from\'\n        AND "values" @@ \'strict $.amber_from <= $.red_from && $.red_from <= $.days\'\n        AND "values" @@ \'strict $.red_from.floor() == $.red_from\'\n        AND "values" - \'{days,amber_from,red_from}\'::text[] = \'{}\',\n        false\n    )\n'), name='a_clock_can_keep_its_term'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template='coalesce(requirements @? \'$[*] ? (@ like_regex "[^ ]")\', false)'), name='a_unit_has_requirements'),
        ),
    ]
