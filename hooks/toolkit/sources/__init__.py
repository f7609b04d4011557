"""From files to checked records and pages that know their line and column."""
