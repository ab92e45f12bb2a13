"""Provenance: which corpus and which versions a result was made from.

Floor 5.
"""

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version


def fingerprint(articles: Iterable[tuple[str, str]]) -> str:
    """Return what tells one corpus from another: a digest of every article's id and text, in their order."""
    digest = hashlib.sha256()
    for article_id, text in articles:
        digest.update(f"{article_id}\0{text}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()[:16]


def find_version(name: str) -> str:
    """Return the version of an installed package, or that it is not known."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "version not known"
