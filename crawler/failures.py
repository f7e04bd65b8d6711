"""What kept a request from bringing an answer, in the verdicts of the archive."""

from __future__ import annotations

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.asking import Asking, NotAsked, Stopped
from crawler.hosts import Reach
from crawler.verdicts import Verdict

ENDLESS = Verdict("server_error", "redirects without an end")  # asked again, it would only go round again
_TLS = re.compile(r"SSL|TLS|certificate|handshake", re.IGNORECASE)


def verdict_of_failure(error: BaseException, host: str, reach: Reach) -> Verdict:
    """What a failed download was. A host that was refused at connect time looks to Scrapy like an unknown name."""
    if isinstance(error, NotAsked):
        return Verdict(error.verdict, error.reason)
    if refused := reach.why_refused(host):
        return Verdict("foreign_host", refused)
    words = words_of(error)
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in words:
        return Verdict("too_large", words)
    if isinstance(error, IgnoreRequest):
        return ENDLESS if "redirection" in words else Verdict("server_error", words)
    if isinstance(error, CannotResolveHostError):
        return Verdict("network", f"the name {host} is not known")
    if isinstance(error, DownloadTimeoutError):
        return Verdict("network", "no answer in time")
    if isinstance(error, DownloadConnectionRefusedError):
        return Verdict("network", "the connection was refused")
    if isinstance(error, ResponseDataLossError):
        return Verdict("network", "the answer was cut off")
    if _TLS.search(words):
        return Verdict("tls_failed", words)
    return Verdict("network", words)


def is_of_the_site(asking: Asking, error: BaseException) -> bool:
    """Whether a question for robots.txt reached the site's network, and it is the site that did not answer."""
    if not asking.sent or isinstance(error, Stopped | IgnoreRequest | CannotResolveHostError):
        return False
    return not _TLS.search(words_of(error))


def words_of(error: BaseException) -> str:
    """The error in words, with its causes: TLS libraries put the reason into nested lists."""
    text = str(error) or type(error).__name__
    cause = error.__cause__ or error.__context__
    if cause is not None and str(cause) and str(cause) not in text:
        text = f"{text}: {cause!r}"
    return text[:400]
