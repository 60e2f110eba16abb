"""Pages of the body's staff, by duty."""
