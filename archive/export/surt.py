"""Sort-friendly keys of URLs, as the indexes of web archives use them: `http://www.A.cn/B?c=1` is `cn,a)/b?c=1`.

Addresses that mostly lead to the same page have one key: host without www and in reverse, no default port, path and
query in lower case and escaped in one way, parameters sorted, numbers of sessions left out.
"""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

_PARTS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?://(?P<host>[^/?#]*))?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?"
)
_AUTHORITY = re.compile(r"(?:.*@)?(?P<name>\[[^\]]*\]|[^:]*)(?::(?P<port>\d*))?$")
_WWW = re.compile(r"^www\d*\.")
_KEPT = """!"$&'()*+,-./:;<=>?@[\\]^_`{|}~"""
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_SESSION_IN_PATH = re.compile(r"/(?:\((?:[a-z]\([0-9a-z]{24}\))+\)|\([0-9a-z]{24}\))(?=/[^?]+\.aspx)", re.IGNORECASE)
# Everything that tells a visitor and not a page, with the sign that ties it to the next parameter.
_SESSIONS_IN_QUERY = [
    re.compile(rf"^(.*)(?:{parameter})(?:&(.*))?$", re.IGNORECASE | re.DOTALL)
    for parameter in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
]


def surt(url: str) -> str:
    """The key of an absolute URL; of another scheme than http and https the URL itself, escaped."""
    url = re.sub(r"[\r\n\t]", "", url.strip())
    parts = _PARTS.match(url)
    if parts is None or parts["scheme"].lower() not in _DEFAULT_PORTS:
        return _without_authority(url)
    path = _SESSION_IN_PATH.sub("", _path(parts["path"]).lower())
    path = path[:-1] if path.endswith("/") and len(path) > 1 else path
    query = _query(parts["query"] or "")
    return f"{_host(parts['scheme'].lower(), parts['host'] or '')}){path}{'?' if query else ''}{query}"


def _without_authority(url: str) -> str:
    scheme, _, rest = url.partition(":")
    return f"{scheme}:{_escaped(re.sub('^/{2}(?=/)', '', rest)).lower()}".replace(" ", "%20")


def _host(scheme: str, authority: str) -> str:
    found = _AUTHORITY.match(authority)
    name, port = (found["name"], found["port"]) if found else (authority, None)
    name = unquote_to_bytes(name).decode("utf-8", "ignore").replace("..", ".").strip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            name = _escaped(name)
    name = name.strip("[]") if name.startswith("[") else ",".join(reversed(_WWW.sub("", name).split(".")))
    return name if not port or port == _DEFAULT_PORTS[scheme] else f"{name}:{port}"


def _path(path: str) -> str:
    """The path in one way of escaping, without empty steps and steps that lead nowhere or back."""
    kept: list[str] = []
    for text in map(_quoted, _plain(path).split(b"/")[1:]):
        if text == ".." and kept:
            kept = kept[:-1]
        elif text != ".":
            kept.append(text)
    last = kept[-1] if kept else ""
    return "/" + "".join(f"{step}/" for step in kept[:-1] if step) + last


def _query(query: str) -> str:
    query = _escaped(query)
    for session in _SESSIONS_IN_QUERY:
        if found := session.match(query):
            query = found[1] + (found[2] or "")
    parameters = sorted(tuple(parameter.split("=", 1)) for parameter in query.lower().split("&"))
    return "&".join("=".join(parameter) for parameter in parameters)


def _escaped(text: str) -> str:
    return _quoted(_plain(text))


def _plain(text: str) -> bytes:
    """The bytes that are meant, however often they were escaped."""
    plain = text.encode("utf-8", "surrogatepass")
    while (again := unquote_to_bytes(plain)) != plain:
        plain = again
    return plain


def _quoted(plain: bytes) -> str:
    return quote_from_bytes(plain, safe=_KEPT)
