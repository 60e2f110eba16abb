"""Who and what the demo holds; made-up, and only where ``PORTAL_DEMO`` is set."""

USERNAME = "keeper"
PASSWORD = "orchard-demo-2026"
BODIES = {"northgate": "Northgate Awards", "mti": "Motor Trades Institute"}
