"""The HTTP API with its OpenAPI description: search, record, organisations, import."""
