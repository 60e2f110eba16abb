from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('orchard', '0004_in_the_order_of_keys'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='registration', name='registration_in_order'),
        migrations.RemoveIndex(model_name='resultentry', name='entry_in_order'),
    ]
