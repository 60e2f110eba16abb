"""Programs around the product: the start, and what maintainers run."""
