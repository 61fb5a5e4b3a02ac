"""The certificate for the local network: what it is good for is what the server answers to."""

from __future__ import annotations

import os
import ssl
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509


class BadCertificate(Exception):  # noqa: N818
    """It cannot be served with; the text is for the administrator."""


def names(certificate: Path, private_key: Path) -> list[str]:
    """The names and addresses in a certificate, after looking whether it can be served with."""
    if os.name == "posix" and private_key.stat().st_mode & 0o004:
        raise BadCertificate(f"Tệp {private_key} để mọi người trên máy đọc được; đặt quyền 0600.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, private_key)
        read = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (ssl.SSLError, ValueError) as error:
        raise BadCertificate(
            f"Chứng thư {certificate} và khóa {private_key} không đọc được hoặc không thành một cặp."
        ) from error
    if read.not_valid_after_utc < datetime.now(UTC):
        raise BadCertificate(f"Chứng thư {certificate} đã hết hạn {_day(read)}.")
    try:
        found = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        raise BadCertificate(
            f"Chứng thư {certificate} không ghi tên máy (Subject Alternative Name)."
        ) from None
    said = [*found.get_values_for_type(x509.DNSName),
            *map(str, found.get_values_for_type(x509.IPAddress))]  # fmt: skip
    # A star in a certificate is one label; Django writes that as a leading dot.
    return [name.removeprefix("*") for name in said]


def _day(read: x509.Certificate) -> str:
    return f"{read.not_valid_after_utc:%d/%m/%Y}"
