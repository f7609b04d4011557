"""The forms as office files: texts (.docx, .odt) from Markdown by pandoc, the budget (.xlsx) by openpyxl.

The same sources give the same bytes: dates are those of the source, archives carry no time of their own.
"""
