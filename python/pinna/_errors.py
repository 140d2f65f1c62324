"""Errors that Python has no name for."""


class BadData(ValueError):
    """A file is damaged, or something else than it should be."""
