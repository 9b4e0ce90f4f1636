"""The `docker` sandbox: one container per submission, and the engine and the image that it needs."""
