"""Demo data: made-up bodies, centres and people, seeded through the product's own operations."""
