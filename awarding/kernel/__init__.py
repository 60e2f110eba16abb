"""The ground under every app: tenancy, rules, machines, actors and the clock. It knows nobody."""
