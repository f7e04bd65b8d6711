"""What an archive knows of a capture besides what was sent, as the block of a `metadata` record: out, and in again."""

from dataclasses import dataclass, fields
from typing import Self

from archive.raw.captures import VERDICTS
from archive.warc import digests
from archive.warc.records import fields_block
from parsers.model import Context

_PREFIX = "gongkai-"


@dataclass(frozen=True, slots=True)
class Known:
    """All that is told stands as text; None is not told. `held_payload`: of a revisit whose bytes were not kept, the
    digest of those it was compared with.
    """

    verdict: str | None = None
    context: str | None = None
    portal: str | None = None
    redirected_to: str | None = None
    tls_verified: str | None = None
    error: str | None = None
    held_payload: str | None = None

    @classmethod
    def of(cls, block: bytes) -> Self:
        """What a block tells; nothing where it tells no verdict that this program knows."""
        told = {}
        for line in block.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            told[name.strip().lower()] = value.strip()
        known = cls(**{one: told.get(_label(one)) for one in _NAMES})
        return known if known.verdict in VERDICTS else cls()

    def to_block(self) -> bytes:
        told = ((_label(one), getattr(self, one)) for one in _NAMES)
        return fields_block((label, value) for label, value in told if value is not None)

    def to_context(self) -> Context | None:
        """The context of the document; None where it is not told, or in words that a newer program wrote."""
        try:
            return Context.from_json(self.context) if self.context is not None else None
        except (ValueError, TypeError):
            return None

    @property
    def is_tls_verified(self) -> bool | None:
        return None if self.tls_verified is None else self.tls_verified == "1"

    @property
    def held_sha256(self) -> str | None:
        return digests.sha256_of(self.held_payload)


def _label(name: str) -> str:
    return _PREFIX + name.replace("_", "-")


_NAMES = tuple(one.name for one in fields(Known))
