"""``make screenshots``: public templates and desks of a running demo, for ``docs/gambar/``.

Each at 360 and 1280 px, light and dark (desks: light), in full length, as small WebP. Not the
error pages: the demo answers with Django's own, since it is for looking around in.
"""

import argparse
import io
import re
import urllib.request
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from kukarsite.checks import DEMO_PASSWORD

from .browser import find_chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "gambar"
WIDTHS, SCHEMES = (360, 1280), ("light", "dark")
SHOWN_WIDTH = {360: 360, 1280: 800}  # of the picture: large enough to judge, small enough to keep
QUALITY = 26
# One page of the demo newsroom for each template.
PLACES = {
    "beranda": "/",
    "daftar": "/berita/",
    "arsip": "/berita/arsip/",
    "cari": "/cari/?q=air",
    "berita": "/berita/tenggarong-bersiap-menyambut-rangkaian-erau/",
    "galeri": "/berita/galeri-pagi-di-tepian-dari-kabut-sampai-pasar/",
    "video": "/berita/video-menyusuri-mahakam-dengan-ketinting/",
    "pengumuman": "/berita/jam-layanan-selama-libur-panjang/",
    "diturunkan": "/berita/penutupan-sementara-ruas-jalan-untuk-pemasangan-gorong-gorong/",
    "informasi": "/tata-cara-permohonan-informasi-publik/",
}
DESKS = ("kontributor", "pengelola", "webadmin", "kabid")
TALLEST = 6000
LOADED = """async () => {
  const images = [...document.images];
  images.forEach((image) => { image.loading = "eager"; });
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", default="http://127.0.0.1:8000")
    site = parser.parse_args().site
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for path, picture in chain(_pictures(browser, site), _desks(browser, site)):
            path.write_bytes(picture)
            print(f"{path.name:<32}{len(picture) / 1024:>6.0f} KB")
        browser.close()


def _pictures(browser: Browser, site: str) -> Iterator[tuple[Path, bytes]]:
    places = PLACES | {"paraf": _proof(site)}
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
                locale="id-ID",
            )
            page = context.new_page()
            for name, address in places.items():
                yield FOLDER / f"{name}-{width}-{scheme}.webp", _taken(page, site + address, width)
            context.close()


def _desks(browser: Browser, site: str) -> Iterator[tuple[Path, bytes]]:
    """The admin's start page of each role."""
    for role in DESKS:
        context = browser.new_context(color_scheme="light", reduced_motion="reduce", locale="id-ID")
        page = context.new_page()
        page.goto(f"{site}/admin/login/")
        page.fill("[name=username]", role)
        page.fill("[name=password]", DEMO_PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(f"{site}/admin/")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{site}/admin/")
            # The admin scrolls inside its own frame, so the window is made as tall as that.
            height = page.evaluate("document.querySelector('main').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(max(height, 800), TALLEST)})
            yield FOLDER / f"meja-{role}-{width}.webp", _shot(page, width)
        context.close()


def _taken(page: Page, address: str, width: int) -> bytes:
    page.goto(address)
    return _shot(page, width)


def _shot(page: Page, width: int) -> bytes:
    page.evaluate(LOADED)
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as shot:
        shown = SHOWN_WIDTH[width]
        small = shot.convert("RGB").resize((shown, round(shot.height * shown / shot.width)))
    file = io.BytesIO()
    small.save(file, "WEBP", quality=QUALITY, method=6)
    return file.getvalue()


def _proof(site: str) -> str:
    with urllib.request.urlopen(site + PLACES["berita"], timeout=30) as answer:  # noqa: S310
        found = re.search(r"/paraf/\d+/", answer.read().decode())
    if found is None:
        raise SystemExit("The demo's article has no paraf to look up.")
    return found[0]


if __name__ == "__main__":
    main()
