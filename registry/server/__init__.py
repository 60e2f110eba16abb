"""The Orchard registry: a system of its own, with its own database and process."""
