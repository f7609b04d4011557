"""Fixtures of every test."""

pytest_plugins = ["real_site"]
