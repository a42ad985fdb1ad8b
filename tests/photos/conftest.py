from pathlib import Path

import pytest

from heating.photos.files import PhotoFiles


@pytest.fixture
def files(tmp_path: Path) -> PhotoFiles:
    return PhotoFiles(tmp_path / "photos")
