"""Domain logic across records: addresses, relations, dates, lists, procurement. No HTML."""
