import awarding.models.catalogue
from django.db import migrations, models

#: The owner too is kept to the rows of a scope, and there is none while tables are made.
ADD_WHERE_IT_LACKS = """
    ALTER TABLE awarding_unit NO FORCE ROW LEVEL SECURITY;
    UPDATE awarding_unit SET required_documents = required_documents || '["cover_sheet"]'
        WHERE NOT required_documents @> '["cover_sheet"]';
    ALTER TABLE awarding_unit FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('awarding', '0007_clocks_orders_and_names_are_kept'),
    ]

    operations = [
        migrations.AlterField(
            model_name='unit',
            name='required_documents',
            field=models.JSONField(default=awarding.models.catalogue.the_cover_sheet),
        ),
        migrations.RunSQL(ADD_WHERE_IT_LACKS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('required_documents__contains', ['cover_sheet'])), name='a_unit_requires_the_cover_sheet'),
        ),
    ]
