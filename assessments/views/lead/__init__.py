"""Pages of lead assessors."""
