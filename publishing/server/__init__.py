"""What web servers are told: one set of headers (`headers`), in the words of each server."""
