#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kill -9 at any moment of a run that keeps a history, films itself and leaves a page, a table and a report behind: no half file
stands under its name, and the next start goes on and says with what. WORDFIELD_KILLS is how many times (6). Needs an OpenGL driver;
half of the films ffmpeg and ffprobe. usage: kill_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import collections
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib

import cli_case
from film_test import SHORT, Case, have

KILLS = int(os.environ.get("WORDFIELD_KILLS", "6"))
FRAMES = 6
STEPS = 40  # of a round
OUTPUTS = ("page.html", "words.tsv", "words.metadata.tsv", "map.report.json")
WRITES = ["--history", "h", *SHORT, *(argument for name in OUTPUTS if "metadata" not in name for argument in ("--export", name))]


def png_is_whole(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return False
    at, kind = 8, b""
    while at < len(data):
        length, kind = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
        told = data[at + 8 + length:at + 12 + length]
        if len(told) < 4 or int.from_bytes(told, "big") != zlib.crc32(data[at + 4:at + 8 + length]):
            return False
        at += 12 + length
    return kind == b"IEND"


def video_is_whole(path):
    told = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path],
                          capture_output=True, text=True)
    return told.returncode == 0 and not told.stderr and told.stdout.strip() == str(FRAMES)


def folder_is_whole(path):
    names = sorted(os.listdir(path))
    return names == [f"frame-{i:05}.png" for i in range(1, FRAMES + 1)] and all(png_is_whole(os.path.join(path, name)) for name in names)


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def json_is_whole(path):
    return bool(json.loads(text_of(path)))


def page_is_whole(path):
    page = text_of(path)
    data = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.S)
    return page.rstrip().endswith("</html>") and bool(json.loads(data[1])["words"])


def table_is_whole(path):
    lines = text_of(path).split("\n")
    return len(lines) > 40 and lines[-1] == "" and len({line.count("\t") for line in lines[:-1]}) == 1


WHOLE = {"page.html": page_is_whole, "words.tsv": table_is_whole, "words.metadata.tsv": table_is_whole, "map.report.json": json_is_whole,
         "film": folder_is_whole, "film.mp4": video_is_whole}


class Killed(Case):
    def look_at_what_stands(self):
        """The names that stand, each of which has to be whole."""
        stand = [name for name in WHOLE if os.path.exists(self.path(name))]
        for name in stand:
            self.assertTrue(WHOLE[name](self.path(name)), f"half of {name}")
        return stand

    def clear(self):
        for name in WHOLE:
            path = self.path(name)
            shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)

    def step_of_history(self):
        """As the next start says it; 0 where it had nothing yet."""
        code, said = self.film("--history", "h", steps=1)
        if code == 0:
            return 1
        self.assertEqual(code, 1, said)
        return int(re.search(r"the history is at step ([\d,]+)", said)[1].replace(",", ""))

    def go_on(self, step):
        """One step more: clean, and says what it found."""
        code, said = self.film("--history", "h", steps=step + 1)
        self.assertEqual(code, 0, said)
        self.assertRegex(said, rf"history: 1 run, at step {step:,} of book.txt, seed 1")
        return "made again" in said

    def whole_round(self, film, step):
        begun = time.monotonic()
        code, said = self.film(*WRITES, "--film", film, steps=step + STEPS)
        self.assertEqual(code, 0, said)
        return time.monotonic() - begun

    def test_no_half_file_and_a_clean_start(self):
        films = ("film", "film.mp4") if have("ffmpeg", "ffprobe") else ("film",)
        lasts = {film: self.whole_round(film, i * STEPS) for i, film in enumerate(films)}
        self.assertEqual(sorted(self.look_at_what_stands()), sorted([*OUTPUTS, *films]))
        step, chance, stood, again, killed, rounds = len(films) * STEPS, random.Random(), collections.Counter(), 0, 0, 0
        while killed < KILLS:
            self.clear()
            film = films[rounds % len(films)]
            process = self.start(*WRITES, "--film", film, steps=step + STEPS)
            share = chance.uniform(chance.choice((0, 0.7)), 1)  # files get their names late
            self.kill_after(process, share * lasts[film])
            in_time = process.returncode == -signal.SIGKILL
            lasts[film] *= 1 if in_time else 0.9  # the first time took longer
            killed, rounds = killed + in_time, rounds + 1
            stand = self.look_at_what_stands()
            stood.update(stand if in_time else [])
            now = self.step_of_history()
            self.assertGreaterEqual(now, step)
            again += self.go_on(now)
            step = now + 1
        print(f"{killed} kills in time and {rounds - killed} too late; whole under their names after those in time: {dict(stood)}; "
              f"steps made again after {again}", file=sys.stderr)
        self.clear()
        for i, film in enumerate(films):
            self.whole_round(film, step + i * STEPS)
        self.assertEqual(self.names(), sorted(["h", *films, *OUTPUTS]))  # nothing of those that were killed


if __name__ == "__main__":
    cli_case.main()
