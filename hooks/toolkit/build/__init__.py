"""Incremental build: pages to make again, pages to reuse, the output folder, the preview."""
