"""Measures of builds, previews, pages, search and lists (`make bench`)."""
