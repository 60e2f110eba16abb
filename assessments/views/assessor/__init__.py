"""Pages of the body's assessors: no name of a learner or a centre."""
