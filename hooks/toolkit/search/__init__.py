"""Search: light copies of the finished pages, indexed by Pagefind, then taught families, compounds, glossary pairs."""
