"""The registry's door for a web server.

Set and not defaulted: the portal's own settings may stand in the same environment.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "registry.server.settings"
application = get_wsgi_application()
