"""Certificates signed by nobody, for the tests of the local network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID


def certified(folder: Path, names: list[str], until: datetime | None = None) -> tuple[Path, Path]:
    """A certificate and its private key, for these names."""
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "dangvien")])
    until = until or datetime.now(UTC) + timedelta(days=2)
    build = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=9)).not_valid_after(until)
    )  # fmt: skip
    said: list[x509.GeneralName] = [
        x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        for name in names
    ]
    if said:
        build = build.add_extension(x509.SubjectAlternativeName(said), critical=False)
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(build.sign(key, SHA256()).public_bytes(serialization.Encoding.PEM))
    paths[1].touch(mode=0o600)
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return paths
