"""Pictures of pages, drawn when somebody looks at them, and kept."""
