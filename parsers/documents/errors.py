"""What a document reader says when a file cannot be taken apart, or not without the help of another program."""

# Words of remarks and reasons by which the archive finds what an outside program could make readable.
NEEDS_OCR = "needs OCR"
NEEDS_CONVERSION = "needs conversion"


class UnreadableError(Exception):
    """Raised by every document reader for a file it cannot read at all; the text is one plain sentence."""
