"""Fixtures that every test may use."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus of real documents, which lies beside the checkout and is not part of it."""
    folder = CHECKOUT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real documents (../shared/corpus beside the checkout) is not here")
    return folder
