#!/usr/bin/env python3
"""The gallery: every window in every state, as a picture.

.venv/bin/python scripts/screenshots.py                      # all into tests/screens/
.venv/bin/python scripts/screenshots.py card_light warning   # those whose names begin so
.venv/bin/python scripts/screenshots.py --readme             # the pictures of the README

Nothing is shown on anybody's screen. The words are a call of our own; the font is Inter (Debian: fonts-inter).
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gallery.scenes import SCENES, Scene, picture

ROOT = Path(__file__).parent.parent
SCREENS = ROOT / "tests" / "screens"
README = ROOT / "scripts" / "pictures" / "sidebar.png"
REVIEW = ROOT / "scripts" / "pictures" / "review.png"
BESIDE = ("warning_light", "card_light", "read_back_dark")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*")
    parser.add_argument("--folder", type=Path, default=SCREENS)
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    app.setApplicationName("Call Assist")
    if options.readme:
        side_by_side([picture(SCENES[name]) for name in BESIDE]).save(str(README))
        take(SCENES["review_call_light"], REVIEW)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, scene in SCENES.items():
        if not options.names or any(name.startswith(part) for part in options.names):
            take(scene, options.folder / f"{name}.png")


def take(scene: Scene, path: Path) -> None:
    # without transparency and tightly packed: a third of the size
    picture(scene).convertToFormat(QImage.Format.Format_RGB888).save(str(path), "PNG", 0)
    print(path.name)


def side_by_side(pictures: list[QImage], gap: int = 20) -> QImage:
    width = sum(one.width() for one in pictures) + gap * (len(pictures) - 1)
    whole = QImage(width, max(one.height() for one in pictures), QImage.Format.Format_ARGB32)
    whole.fill(0)
    painter = QPainter(whole)
    left = 0
    for one in pictures:
        painter.drawImage(left, 0, one)
        left += one.width() + gap
    painter.end()
    return whole


if __name__ == "__main__":
    main()
