"""Faults an editor can mend: what each is, its words in French and in Dutch, how it is printed."""
