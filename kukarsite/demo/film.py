"""How ``content/ketinting.webm`` was made: drawn by our own pictures, encoded once by Chromium.

Not part of loading the demo. To make it again, with the development packages installed:
``python -m kukarsite.demo.film /usr/bin/chromium``.
"""

import base64
import json
import struct
import sys
from io import BytesIO

from PIL import Image

from .art import light, nature, water
from .art.canvas import Canvas, seeded
from .files import FILM

WIDTH, HEIGHT, FRAMES, RATE = 480, 270, 96, 12
HORIZON = 560.0

ENCODE = """async ([frames, width, height, rate]) => {
  const chunks = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      const text = btoa(String.fromCharCode(...data));
      chunks.push([chunk.timestamp / 1000, chunk.type === "key", text]);
    },
    error: (error) => { throw error; },
  });
  encoder.configure({ codec: "vp8", width, height, bitrate: 42000, framerate: rate });
  for (let i = 0; i < frames.length; i++) {
    const blob = await (await fetch("data:image/png;base64," + frames[i])).blob();
    const bitmap = await createImageBitmap(blob);
    const frame = new VideoFrame(bitmap, { timestamp: i * 1e6 / rate });
    encoder.encode(frame, { keyFrame: i === 0 });
    frame.close();
  }
  await encoder.flush();
  return JSON.stringify(chunks);
}"""


def frames() -> list[Image.Image]:
    """A long-tail boat crosses the picture on an evening river."""
    mood, rng = light.MOODS["dawn"], seeded("film")
    canvas = Canvas()
    light.sky(canvas, mood, rng, HORIZON)
    nature.hills(canvas, mood, rng, HORIZON, 3, 170)
    nature.forest_shore(canvas, mood, rng, HORIZON, 30, 40)
    for x in (240, 420, 1180):
        nature.palm(canvas, x, HORIZON, 180, mood.distant(0.9), rng)
    water.river(canvas, mood, rng, HORIZON)
    still = canvas.image.copy()
    shots = []
    for number in range(FRAMES):
        canvas.image.paste(still)
        share = number / (FRAMES - 1)
        sway = 4 * ((number % RATE) / RATE - 0.5) ** 2
        water.ketinting(canvas, -520 + 2200 * share, 860 + 6 * sway, 420, seeded("boat"))
        shots.append(
            canvas.finish(mood.tint, mood.wash).resize((WIDTH, 320)).crop((0, 40, WIDTH, 310))
        )
    return shots


def encoded(chromium: str) -> list[tuple[float, bool, bytes]]:
    """Each frame as VP8: time in milliseconds, whether it stands alone, data."""
    from playwright.sync_api import sync_playwright

    pictures = []
    for shot in frames():
        out = BytesIO()
        shot.save(out, "PNG")
        pictures.append(base64.b64encode(out.getvalue()).decode())
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        # The encoder is offered on secure origins only, and localhost is one.
        page.route("http://localhost/", lambda route: route.fulfill(body="<title>film</title>"))
        page.goto("http://localhost/")
        answer = page.evaluate(ENCODE, [pictures, WIDTH, HEIGHT, RATE])
        browser.close()
    return [(at, key, base64.b64decode(data)) for at, key, data in json.loads(answer)]


def webm(chunks: list[tuple[float, bool, bytes]]) -> bytes:
    """The smallest file a browser plays: header, one track, one cluster."""
    length = FRAMES * 1000 / RATE
    header = _element(0x1A45DFA3, b"".join([
        _number(0x4286, 1), _number(0x42F7, 1), _number(0x42F2, 4), _number(0x42F3, 8),
        _element(0x4282, b"webm"), _number(0x4287, 2), _number(0x4285, 2),
    ]))  # fmt: skip
    info = _element(0x1549A966, b"".join([
        _number(0x2AD7B1, 1_000_000), _element(0x4489, struct.pack(">d", length)),
        _element(0x4D80, b"kukarsite"), _element(0x5741, b"kukarsite"),
    ]))  # fmt: skip
    picture = _element(0xE0, _number(0xB0, WIDTH) + _number(0xBA, HEIGHT))
    track = _element(0xAE, b"".join([
        _number(0xD7, 1), _number(0x73C5, 1), _number(0x83, 1), _element(0x86, b"V_VP8"), picture,
    ]))  # fmt: skip
    blocks = b"".join(
        _element(0xA3, b"\x81" + struct.pack(">hB", round(at), 0x80 if key else 0) + data)
        for at, key, data in chunks
    )
    cluster = _element(0x1F43B675, _number(0xE7, 0) + blocks)
    return header + _element(0x18538067, info + _element(0x1654AE6B, track) + cluster)


def _element(code: int, content: bytes) -> bytes:
    name = code.to_bytes((code.bit_length() + 7) // 8)
    return name + (len(content) | 1 << 56).to_bytes(8) + content


def _number(code: int, value: int) -> bytes:
    return _element(code, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))


if __name__ == "__main__":
    FILM.write_bytes(webm(encoded(sys.argv[1])))
    print(FILM, FILM.stat().st_size)  # noqa: T201
