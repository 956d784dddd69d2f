"""The version of the published schema (semantic versioning)."""

SCHEMA_VERSION = "1.1.0"
