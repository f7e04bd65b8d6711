"""The program that reads pictures of sheets: a PDF, a picture or an archive of such on stdin, what they say on stdout.

It is run by path in a process of its own and imports nothing of this project, so that what a hostile file does to the
libraries stays in that process. It needs the extra [ocr]: rapidocr, and opencv, numpy, Pillow that come with it. The
models lie in rapidocr's wheel; nothing is downloaded. Its one argument is JSON: `sheets` (how many are read at most),
`dpi` of PDF sheets, `threads`, `seconds_a_sheet` (one that takes longer ends the process).

The pictures of an archive (zip) are named by the numbers of their sheets. What is written is JSON: of each sheet, in
points for a PDF and in pixels for a picture, from the upper left corner: `words`
[x0, y0, x1, y1, score, text], `rules` (drawn lines) [x0, y0, x1, y1], and `ink`: boxes where something is printed that
is neither a word nor a rule. Nothing in it depends on the time or the machine's name.
"""

from __future__ import annotations

import io
import json
import signal
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageOps
from rapidocr import RapidOCR

FORMAT = 1
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")  # of pictures; Pillow would start programs for others
MOST_PIXELS = 60_000_000  # of a picture; an A3 sheet at 400 dpi has 31 million
LONGEST_SIDE = 4400  # pixels; larger pictures are made smaller first
_ZIP = b"PK\x03\x04"
LEAST_SCORE = 0.3  # what is less sure than this is not kept as a word: it is ink
MOST_SPOTS = 150  # pieces of ink on one sheet that are looked at again
STEEPEST = 6.0  # degrees; a sheet lies no more askew than this
TURN = 90
STANDS_ON_ITS_HEAD = 0.85  # the words of a sheet that is upside down score less on the average, others 0.96 and more

Box = tuple[float, float, float, float]


def main() -> None:
    """Read stdin, write stdout. Any exception ends the process; its last line says what it was."""
    told = json.loads(sys.argv[1])
    seconds_a_sheet = int(told["seconds_a_sheet"])
    payload = sys.stdin.buffer.read()
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": LEAST_SCORE,
            "Global.max_side_len": LONGEST_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": int(told["threads"]),
        }
    )
    is_pdf = b"%PDF-" in payload[:1024]
    left_out: list[str] = []
    most, dpi = int(told["sheets"]), int(told["dpi"])
    if is_pdf:
        sheets = _pdf_sheets(payload, most, dpi, left_out)
    elif payload.startswith(_ZIP):
        sheets = _archived(payload, most, left_out)
    else:
        sheets = _pictures(payload, most, left_out)
    pages = []
    signal.alarm(seconds_a_sheet)  # whoever does not stop it in time ends the process
    for number, pixels, scale in sheets:
        pages.append(_read_sheet(engine, number, pixels, scale))
        signal.alarm(seconds_a_sheet)
    signal.alarm(0)
    result = {
        "gongkai_ocr": FORMAT,
        "tool": "rapidocr",
        "version": version("rapidocr"),
        "engine": f"onnxruntime {version('onnxruntime')}",
        "models": sorted(path.name for path in Path(engine.cfg.Global.model_root_dir).glob("*.onnx")),
        "dpi": dpi if is_pdf else None,
        "unit": "pt" if is_pdf else "px",
        "left_out": left_out,
        "pages": pages,
    }
    json.dump(result, sys.stdout, ensure_ascii=False, separators=(",", ":"))


# --- sheets --------------------------------------------------------------------------------------

Sheet = tuple[int, Any, float]  # number from 1, pixels as RGB, units of the sheet for one pixel


def _pdf_sheets(payload: bytes, most: int, dpi: int, left_out: list[str]) -> Iterator[Sheet]:
    file = pypdfium2.PdfDocument(payload)
    for at in range(min(len(file), most)):
        page = file[at]
        scale = min(dpi / 72, LONGEST_SIDE / max(*page.get_size(), 1.0))
        yield at + 1, np.asarray(page.render(scale=scale).to_pil().convert("RGB")), 1 / scale
        page.close()
    if len(file) > most:
        left_out.append(f"pages {most + 1} to {len(file)} were not read by OCR")


def _archived(payload: bytes, most: int, left_out: list[str]) -> Iterator[Sheet]:
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        names = archive.namelist()
        for name in names[:most]:
            try:
                for _, pixels, scale in _pictures(archive.read(name), 1, left_out, int(name)):
                    yield int(name), pixels, scale
            except OSError:  # what Pillow says of bytes that are none of its formats
                left_out.append(f"page {name} is a picture of a form that OCR does not open")
        if len(names) > most:
            left_out.append(f"pages from {names[most]} on were not read by OCR")


def _pictures(payload: bytes, most: int, left_out: list[str], first: int = 1) -> Iterator[Sheet]:
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at below, in words of our own
    image = Image.open(io.BytesIO(payload), formats=FORMATS)
    frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    for at in range(min(frames, most)):
        image.seek(at)
        if image.width * image.height > MOST_PIXELS:
            size = f"{image.width} by {image.height} pixels"
            left_out.append(f"page {at + first} is a picture of {size}, too large to be read by OCR")
            continue
        shrink = min(1.0, LONGEST_SIDE / max(image.size))
        plain = _on_white(ImageOps.exif_transpose(image))
        if shrink < 1:
            plain = plain.resize((max(round(plain.width * shrink), 1), max(round(plain.height * shrink), 1)))
        yield at + 1, np.asarray(plain), 1 / shrink
    if frames > most:
        left_out.append(f"pages {most + 1} to {frames} were not read by OCR")


def _on_white(image: Any) -> Any:
    """The picture as RGB; what is transparent is white, as a browser shows it."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    see_through = image.convert("RGBA")
    white = Image.new("RGBA", see_through.size, "white")
    white.alpha_composite(see_through)
    return white.convert("RGB")


# --- one sheet -----------------------------------------------------------------------------------


def _read_sheet(engine: Any, number: int, pixels: Any, scale: float) -> dict[str, Any]:
    turned, found = _upright(engine, pixels)
    upright = np.ascontiguousarray(np.rot90(pixels, turned // TURN)) if turned else pixels
    skew = _skew(upright)
    if abs(skew) > 0.1:
        upright, found = _straightened(upright, found, skew)
    words = [(*_extent(quad), score, text) for quad, score, text in found if text.strip()]
    dark = _dark(upright)
    rules, drawn = _rules(dark, [word[:4] for word in words])
    spots = _spots(dark, drawn, [word[:4] for word in words])
    seen_again, ink = _look_again(engine, upright, spots)
    words += seen_again
    height, width = upright.shape[:2]
    words.sort(key=lambda word: (word[1], word[0]))
    return {
        "number": number,
        "width": round(width * scale, 1),
        "height": round(height * scale, 1),
        "turned": turned,
        "skew": round(skew, 2) + 0.0,
        "words": [[*_scaled(word[:4], scale), round(word[4], 3), word[5]] for word in words],
        "rules": [_scaled(rule, scale) for rule in sorted(rules)],
        "ink": [_scaled(spot, scale) for spot in sorted(ink)],
    }


Found = list[tuple[Any, float, str]]  # four corners, score, text


def _upright(engine: Any, pixels: Any) -> tuple[int, Found]:
    """The quarter turns, in degrees, that set the sheet upright, and what is read then."""
    found = _words(engine, pixels)
    if _lies_on_its_side(found):
        turns = [90, 270]
    elif found and float(np.mean([score for _, score, text in found if len(text) > 3] or [0.0])) < STANDS_ON_ITS_HEAD:
        turns = [180]
    else:
        return 0, found
    tried = [(turn, _words(engine, np.ascontiguousarray(np.rot90(pixels, turn // TURN)))) for turn in turns]
    return max([(0, found), *tried], key=lambda one: sum(score * len(text) for _, score, text in one[1]))


def _words(engine: Any, pixels: Any) -> Found:
    # No classifier of upside-down lines: it turns a single 9 into a 6 with the best of scores. Sheets are turned whole.
    seen = engine(pixels[:, :, ::-1], use_det=True, use_cls=False, use_rec=True)
    if seen.boxes is None:
        return []
    return [
        (np.asarray(quad, dtype=float), float(score), str(text))
        for quad, score, text in zip(seen.boxes, seen.scores, seen.txts, strict=True)
    ]


def _lies_on_its_side(found: Found) -> bool:
    long = [_extent(quad) for quad, _, text in found if len(text) > 2]
    tall = sum(y1 - y0 > 1.5 * (x1 - x0) for x0, y0, x1, y1 in long)
    return len(long) > 5 and tall * 2 > len(long)


def _skew(pixels: Any) -> float:
    """By how many degrees the lines fall to the right: so turned, dark and light rows are parted most clearly."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = 800 / max(grey.shape)
    dark = 255.0 - cv2.resize(grey, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
    height, width = dark.shape

    def clearness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(dark, matrix, (width, height)).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best = 0.0
    for reach, step in ((STEEPEST, 0.5), (0.5, 0.1), (0.1, 0.02)):
        tried = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max([*tried, best], key=clearness))
    return best


def _straightened(pixels: Any, found: Found, skew: float) -> tuple[Any, Found]:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    level = cv2.warpAffine(pixels, matrix, (width, height), borderValue=(255, 255, 255), flags=cv2.INTER_LINEAR)
    turned = [(quad @ matrix[:, :2].T + matrix[:, 2], score, text) for quad, score, text in found]
    return level, turned


def _extent(quad: Any) -> Box:
    xs, ys = quad[:, 0], quad[:, 1]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def _scaled(box: Box, scale: float) -> list[float]:
    return [round(edge * scale, 1) for edge in box]


# --- rules and ink -------------------------------------------------------------------------------

_INCH = 11.0  # an A4 sheet is about this long; lengths below are parts of its longer side
_SHORTEST_ACROSS, _SHORTEST_DOWN, _THICKEST = 0.35 / _INCH, 0.17 / _INCH, 0.045 / _INCH
_GAP = 0.015 / _INCH  # a rule goes on over a gap as small as this


def _dark(pixels: Any) -> Any:
    """What is printed: 255 where the sheet is darker than what surrounds it."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    around = max(31, int(max(grey.shape) / 40) | 1)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, 15)


def _rules(dark: Any, words: list[Box]) -> tuple[list[Box], Any]:
    """The drawn lines as boxes without thickness, and a mask of where they are drawn."""
    size = max(dark.shape)
    drawn = np.zeros_like(dark)
    rules: list[Box] = []
    for across in (True, False):
        length, gap = int(size * (_SHORTEST_ACROSS if across else _SHORTEST_DOWN)), max(2, int(size * _GAP))
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, gap) if across else (gap, 1), np.uint8))
        lines = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length) if across else (length, 1), np.uint8))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(lines)
        for at in range(1, count):
            x, y, w, h = (int(stats[at][n]) for n in range(4))
            box = (float(x), float(y), float(x + w), float(y + h))
            if min(w, h) > size * _THICKEST or _is_stroke(box, words):
                continue
            drawn[labels == at] = 255
            middle = (y + h / 2, y + h / 2) if across else (x + w / 2, x + w / 2)
            rules.append((x, middle[0], x + w, middle[1]) if across else (middle[0], y, middle[1], y + h))
    return rules, drawn


def _is_stroke(box: Box, words: list[Box]) -> bool:
    """Whether a line is part of a character or an underscore within a word: it ends where the word does."""
    x0, y0, x1, y1 = box
    return any(a - 3 <= x0 and x1 <= c + 3 and b - 3 <= y0 and y1 <= d + 3 for a, b, c, d in words)


def _spots(dark: Any, drawn: Any, words: list[Box]) -> list[Box]:
    """Boxes of what is printed beside words and rules; specks of dust are left out."""
    size = max(dark.shape)
    left = dark.copy()
    left[cv2.dilate(drawn, np.ones((7, 7), np.uint8)) > 0] = 0
    for x0, y0, x1, y1 in words:
        left[max(int(y0) - 3, 0) : int(y1) + 3, max(int(x0) - 3, 0) : int(x1) + 3] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(left)
    speck = (size * 0.02 / _INCH) ** 2
    for at in range(1, count):
        if stats[at][4] < max(speck, 5):
            left[labels == at] = 0
    near = cv2.dilate(left, np.ones((3, max(3, int(size * 0.06 / _INCH))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(near)
    return [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:count].tolist()]


def _look_again(engine: Any, pixels: Any, spots: list[Box]) -> tuple[list[tuple[Any, ...]], list[Box]]:
    """The words among pieces of ink, read one by one, and the pieces that stay ink."""
    words: list[tuple[Any, ...]] = []
    ink: list[Box] = []
    height, width = pixels.shape[:2]
    for at, (x0, y0, x1, y1) in enumerate(spots):
        is_line_high = y1 - y0 < 0.05 * max(height, width)
        if at >= MOST_SPOTS or not is_line_high:
            ink.append((x0, y0, x1, y1))
            continue
        margin = 8
        top, bottom = max(int(y0) - margin, 0), min(int(y1) + margin, height)
        left, right = max(int(x0) - margin, 0), min(int(x1) + margin, width)
        spot = np.ascontiguousarray(pixels[top:bottom, left:right, ::-1])
        seen = engine(spot, use_det=False, use_cls=False, use_rec=True)
        text, score = (seen.txts or ("",))[0], float((seen.scores or (0.0,))[0])
        if text.strip() and score >= LEAST_SCORE:
            words.append((x0, y0, x1, y1, score, text))
        else:
            ink.append((x0, y0, x1, y1))
    return words, ink


if __name__ == "__main__":
    main()
