"""Published results recomputed from their published inputs, entered as studies."""
