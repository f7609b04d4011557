"""Rules between files: every function gives problems, none raises."""
