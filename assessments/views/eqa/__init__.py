"""Pages of external quality assurers."""
