"""Forms of assessments, a module for each audience."""
