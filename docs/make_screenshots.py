"""The README's pictures, taken anew: `make screenshots`.

Starts a demo instance of its own in a temporary folder, looks at two pages as the demo's staff member, and writes
docs/screenshots/overlaps.png and docs/screenshots/state.png. It needs the Chromium that the browser tests use.
"""

import struct
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, sign_in
from tests.browser.looking import WIDE
from tests.browser.site import running_demo

PICTURES = {"overlaps": "/overlaps/", "state": "/states/az/"}
FOLDER = Path(__file__).resolve().parent / "screenshots"
MOST_BYTES = 120_000
COLORS = 64


def take_pictures() -> None:
    """One picture of the top of each page, light, at the size of a small laptop's window."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-lcd-text"])
        page = browser.new_page(base_url=site.address, viewport=WIDE, color_scheme="light", reduced_motion="reduce")
        sign_in(page, "staff")
        for name, address in PICTURES.items():
            page.goto(address)
            page.wait_for_load_state("networkidle")
            picture = in_few_colors(page.screenshot())
            (FOLDER / f"{name}.png").write_bytes(picture)
            sys.stdout.write(f"{name}.png: {len(picture) / 1000:.0f} kB\n")
            if len(picture) > MOST_BYTES:
                sys.exit(f"{name}.png is larger than {MOST_BYTES / 1000:.0f} kB: show less, or use fewer COLORS.")
        browser.close()


def in_few_colors(png: bytes) -> bytes:
    """The same picture with a palette of its most frequent colors, a third of the size.

    `png` has 8 bits per channel, without interlacing, as browsers write it.
    """
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    if depth != 8 or kind not in {2, 6}:
        raise ValueError("Only PNGs in RGB or RGBA with 8 bits are read.")
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    channels = 3 if kind == 2 else 4
    pixels = [
        row[x : x + 3]
        for row in _unfiltered(zlib.decompress(data), width * channels, channels)
        for x in range(0, len(row), channels)
    ]
    return _with_palette(pixels, width, height)


def _unfiltered(data: bytes, length: int, channels: int) -> list[bytes]:
    """Rows of a PNG, from what is stored: differences to the pixel on the left, above, or both."""
    above, rows = bytearray(length), []
    for start in range(0, len(data), length + 1):
        filtered, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        for x in range(length if filtered else 0):
            left, corner = (row[x - channels], above[x - channels]) if x >= channels else (0, 0)
            row[x] = (row[x] + _guess(filtered, left, above[x], corner)) & 255
        rows.append(bytes(row))
        above = row
    return rows


def _guess(filtered: int, left: int, above: int, corner: int) -> int:
    """What the difference is to, for each of PNG's four filters."""
    if filtered < 4:
        return (0, left, above, (left + above) // 2)[filtered]
    near = left + above - corner
    return min((left, above, corner), key=lambda each: abs(near - each))


def _with_palette(pixels: list[bytes], width: int, height: int) -> bytes:
    counts = Counter(pixels)
    palette = [color for color, _ in counts.most_common(COLORS)]

    def nearest(color: bytes) -> int:
        far = [sum((a - b) ** 2 for a, b in zip(color, each, strict=True)) for each in palette]
        return far.index(min(far))

    number = {color: nearest(color) for color in counts}
    rows = [bytes(number[each] for each in pixels[y * width : (y + 1) * width]) for y in range(height)]
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": b"".join(palette),
        b"IDAT": zlib.compress(b"".join(b"\0" + row for row in rows), 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts.items()
    )


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("No Chromium here: install the package chromium, or name one in MVP_CHROMIUM.")
    take_pictures()
