"""One build: what is made again, what is kept, where it is written."""
