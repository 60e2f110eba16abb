"""Pages of the ground: whom to act for, people, rules, and whether the portal is well."""
