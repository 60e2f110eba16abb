"""The one-command start behind ``./portal``: servers, roles, ports and processes."""
