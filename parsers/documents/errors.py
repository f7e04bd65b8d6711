"""What a document reader says when a file cannot be taken apart."""


class UnreadableError(Exception):
    """Raised by every document reader for a file it cannot read at all; the text is one plain sentence."""
