"""The processes as open data: one module a format, all listed in `formats.py`; and the report as a PDF."""
