"""Pages of a centre's people."""
