"""Configuration files of web servers, all generated from one set of headers (`headers.py`)."""
