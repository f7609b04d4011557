"""From a commit to the web host: releases that are verified, published at once, and can be taken back.

The package stands beside the toolkit. It uses the toolkit's reading and checking, and knows nothing of MkDocs.
"""
