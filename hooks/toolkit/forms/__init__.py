"""Office files: text documents (.docx, .odt) out of Markdown by pandoc, spreadsheets (.xlsx) by openpyxl.

The same source gives the same bytes: dates are those of the source, archives carry no time of their own.
"""
