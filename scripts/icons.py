"""Draw the icons that browsers and telephones ask for, from the mark: `python -m scripts.icons`.

They lie in `src/jalin/web/root/`, which is served from the root of the site. Needs Chromium.
"""

import shutil
import struct
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WEB = Path(__file__).parents[1] / "src" / "jalin" / "web"
MARK = WEB / "static" / "web" / "img" / "mark.svg"
ROOT = WEB / "root"
PAPER = "#faf7f0"
FAVICON = (16, 32, 48)  # pixels
# Name, pixels, and how much of the picture the mark fills; the operating system cuts corners off.
APPLICATION = (
    ("apple-touch-icon.png", 180, 0.64),
    ("icon-192.png", 192, 0.64),
    ("icon-512.png", 512, 0.64),
)


def picture(page: Page, pixels: int, *, share: float = 1.0, ground: str = "transparent") -> bytes:
    """The mark in the middle of a square, as PNG."""
    size = round(pixels * share)
    mark = MARK.read_text().replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    page.set_viewport_size({"width": pixels, "height": pixels})
    page.set_content(
        f"<style>body {{ margin: 0; height: 100vh; display: grid; place-items: center;"
        f" background: {ground} }} svg {{ display: block }}</style>{mark}"
    )
    return page.screenshot(omit_background=True)


def ico(pictures: dict[int, bytes]) -> bytes:
    """A file of icons: PNG pictures by their size in pixels, at most 255."""
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    start = len(head) + 16 * len(pictures)
    for pixels, png in pictures.items():
        head += struct.pack("<BBBBHHII", pixels, pixels, 0, 0, 1, 32, len(png), start + len(body))
        body += png
    return head + body


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(color_scheme="light")
        favicon = ico({pixels: picture(page, pixels) for pixels in FAVICON})
        (ROOT / "favicon.ico").write_bytes(favicon)
        for name, pixels, share in APPLICATION:
            (ROOT / name).write_bytes(picture(page, pixels, share=share, ground=PAPER))
        browser.close()


if __name__ == "__main__":
    main()
