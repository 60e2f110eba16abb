"""What opens sockets on behalf of the ground, and nothing else does."""
