"""Does a test notice when a rule is broken? Each is switched off in turn, and its tests are run.

The apps are made ready as this package is imported, since the register is read from them.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
