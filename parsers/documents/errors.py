"""What a document reader says when a file cannot be taken apart, or not without the help of another program."""

from lxml import etree

# Words of remarks and reasons by which the archive finds what an outside program could make readable.
NEEDS_OCR = "needs OCR"
NEEDS_CONVERSION = "needs conversion"


class UnreadableError(Exception):
    """Raised by every document reader for a file it cannot read at all; the text is one plain sentence."""


def unreadable(what: str, error: Exception) -> UnreadableError:
    """What to raise where `error` kept `what` ("the Word file") from being taken apart. Raises MemoryError."""
    raise_for_memory(error)
    return UnreadableError(f"{what} cannot be taken apart ({type(error).__name__}: {error})")


def raise_for_memory(error: Exception) -> None:
    """Raise MemoryError where memory ended, which says nothing of the file; lxml tells of it as of an error in XML."""
    ended = isinstance(error, etree.XMLSyntaxError) and error.code == etree.ErrorTypes.ERR_NO_MEMORY
    if ended or isinstance(error, MemoryError):
        raise MemoryError from error
