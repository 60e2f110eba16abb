"""Pages of assessments, a folder for each audience."""
