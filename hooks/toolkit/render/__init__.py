"""HTML from records and templates."""
