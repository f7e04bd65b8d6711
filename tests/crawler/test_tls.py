"""Certificates are verified, and what is not verified is said."""

from __future__ import annotations

import datetime as dt
import sqlite3
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.registry import Portal
from crawler.run import CrawlSummary


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "www.qinghe.gov.cn")])
    begun = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("www.qinghe.gov.cn")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    return path


@pytest.fixture
def portal_over_tls(new_site: Callable[..., Any], tmp_path: Path) -> tuple[Any, Portal]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    site = new_site(context)
    site.pages["/"] = "<html><title>青禾县人民政府</title><body>欢迎访问青禾县人民政府门户网站</body></html>"
    resolve = {"www.qinghe.gov.cn": site.address}
    return site, Portal("990101", "青禾县", "https://www.qinghe.gov.cn/", resolve=resolve, allow_private=True)


def test_a_certificate_that_nobody_vouches_for(
    portal_over_tls: tuple[Any, Portal], archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    site, portal = portal_over_tls
    summary = crawl(archive_path, [portal])
    assert (site.asked, summary.exit_code, summary.refusals) == ([], 4, {"tls_failed": 1})
    connection = sqlite3.connect(archive_path)
    ((verified, error),) = connection.execute("SELECT tls_verified, error FROM capture_log").fetchall()
    connection.close()
    assert verified == 0
    assert "certificate verify failed" in error


def test_a_portal_whose_entry_says_not_to_verify(
    portal_over_tls: tuple[Any, Portal], archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    site, portal = portal_over_tls
    crawl(archive_path, [replace(portal, verify_tls=False)])
    assert site.paths() == ["/robots.txt", "/"]
    connection = sqlite3.connect(archive_path)
    assert connection.execute("SELECT DISTINCT tls_verified FROM captures").fetchall() == [(0,)]
    connection.close()
