"""The README's picture of the class page shows the page as it looks now."""

from PIL import Image
from reports.readme_picture import KEY, PICTURE, SIZE, fingerprint


def test_the_picture_is_of_todays_page() -> None:
    with Image.open(PICTURE) as picture:
        assert picture.size == SIZE
        assert picture.info[KEY] == fingerprint(), "run tests/reports/readme_picture.py again"
