"""What the records mean together: addresses, relations, dates, lists, procurement. No HTML."""
