"""Search: light copies of the finished pages, indexed by Pagefind, taught word families, compounds and glossary pairs."""
