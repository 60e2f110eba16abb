"""The registry outside: our words for it, a client, a fake, and the server itself.

Knows nothing of the portal's models; the portal only ever talks to it over HTTP.
"""
