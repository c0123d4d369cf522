#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What --film leaves behind: whole films, the same ones every time (and never a half one: kill_test.py). Needs an OpenGL driver and, for the
films that are no folders, ffmpeg and ffprobe; rsvg-convert for the poster. usage: film_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import glob
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import unittest

import cli_case
from cli_case import CliCase

SHORT = ["--seconds", "0.5", "--fps", "12"]  # six frames


def have(*programs):
    return all(shutil.which(program) for program in programs)


class Case(CliCase):
    def start(self, *arguments, size="640x480", steps=20, **options):
        return super().start("--corpus", "book.txt", "--size", size, "--steps", str(steps), *arguments,
                             **{"stdout": None, "text": True, **options})

    def film(self, *arguments, **options):
        """(exit code, stderr)"""
        process = self.start(*arguments, **options)
        said = process.communicate(timeout=120)[1]
        return process.returncode, said

    def names(self):
        return sorted(name for name in os.listdir(self.folder) if name != "book.txt")

    def frames(self, name):
        sums = []
        for frame in sorted(glob.glob(self.path(name) + "/*")):
            with open(frame, "rb") as file:
                sums.append((os.path.basename(frame), hashlib.sha256(file.read()).hexdigest()))
        return sums


class Films(Case):
    def test_a_folder_of_frames_is_the_same_every_time(self):
        for name, what in (("one", "map"), ("two", "map"), ("three", "window"), ("four/", "window")):
            self.assertEqual(self.film("--film", name, "--film-of", what, *SHORT)[0], 0)
        one = self.frames("one")
        self.assertEqual([name for name, _ in one], [f"frame-{i:05}.png" for i in range(1, 7)])
        self.assertEqual(one, self.frames("two"))
        self.assertEqual(self.frames("three"), self.frames("four"))
        self.assertNotEqual(one, self.frames("three"))
        self.assertEqual(len({total for _, total in one}), 6)
        self.assertEqual(self.names(), ["four", "one", "three", "two"])

    @unittest.skipUnless(have("ffmpeg", "ffprobe"), "ffmpeg is not installed")
    def test_films_have_as_many_frames_as_were_asked_for(self):
        for name, size, frames in (("a.mp4", (640, 480), 6), ("a.webm", (640, 480), 6), ("a.gif", (641, 481), 6)):
            code, said = self.film("--film", name, *SHORT, size="641x481")
            self.assertEqual(code, 0, said)
            self.assertIn(f"Saved {name}: {frames} frames, 0.5 s.", said)
            told = json.loads(subprocess.run(
                ["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=width,height,nb_read_frames", "-of", "json",
                 self.path(name)], check=True, capture_output=True).stdout)["streams"]
            self.assertEqual(told, [{"width": size[0], "height": size[1], "nb_read_frames": str(frames)}])
        self.assertEqual(self.names(), ["a.gif", "a.mp4", "a.webm"])

    @unittest.skipUnless(have("ffmpeg"), "ffmpeg is not installed")
    def test_a_signal_leaves_nothing_behind(self):
        for name in ("film", "film.mp4"):
            process = self.start("--film", name, *SHORT, steps=100000)
            self.assertTrue(process.stderr.readline().startswith("step "))
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[1]
            self.assertEqual(process.returncode, 1)
            self.assertIn(f"{name}: is not written: the training ended before the film's last step", said)
            self.assertEqual(self.names(), [])

    def test_no_room_is_one_sentence(self):
        def little():
            resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
        for name in ("film", "film.mp4") if have("ffmpeg") else ("film",):
            code, said = self.film("--film", name, *SHORT, preexec_fn=little)
            self.assertEqual(code, 1)
            told = [line for line in said.splitlines() if line.startswith("wordfield: ")]
            self.assertEqual(len(told), 1, said)
            self.assertRegex(told[0], rf"^wordfield: {name}: .*[Tt]oo large.* \(make room there, or choose another disk\)$")
            self.assertEqual(self.names(), [])

    def test_what_cannot_be_filmed_is_told_before_the_work(self):
        code, said = self.film("--film", "film.mp4", env={**os.environ, "PATH": self.folder})
        self.assertEqual((code, said), (1, "wordfield: --film film.mp4: needs ffmpeg, which is not installed (install it, or give a "
                                           "folder name for PNG frames)\n"))
        for arguments, exit_code, sentence in (
                (["--film", "film.avi"], 2, '"film.avi" is of no known kind; give .mp4, .webm, .gif, or a folder name'),
                (["--film", "film.gif", "--fps", "60"], 2, "a .gif shows at most 50 frames a second"),
                (["--from", "3"], 2, "--from: needs --film"),
                (["--film", "film", "--from", "9", "--to", "5"], 2, "--to: comes before --from"),
                (["--film", "film", "--to", "21"], 1, "--to 21: the run ends at step 20"),
                (["--film", "none/film"], 1, "none/film: cannot be written: No such file or directory (make its folder first")):
            code, said = self.film(*arguments)
            self.assertEqual(code, exit_code, said)
            self.assertIn(sentence, said)
        self.assertEqual(self.names(), [])

    def test_a_film_of_a_run_that_goes_on_begins_where_that_does(self):
        self.assertEqual(self.film("--save", "run.ckpt")[0], 0)
        goes_on = ("--resume", "run.ckpt", "--film", "film", *SHORT)
        self.assertEqual(self.film(*goes_on, steps=30)[0], 0)
        self.assertEqual(len(self.frames("film")), 6)
        code, said = self.film(*goes_on, "--from", "5", steps=30)
        self.assertEqual(code, 1)
        self.assertIn("--from 5: the run goes on from step 20", said)


class Pictures(Case):
    def test_a_scaled_picture_has_so_many_times_the_pixels_and_a_report_is_one(self):
        arguments = ("--screenshot", "s.png", "--scale", "2", "--export", "m.png", "--export", "m.report.json", "--report", "r.json",
                     "--export", "m.svg")
        code, said = self.film(*arguments)
        self.assertEqual(code, 0, said)
        for name, size in (("s.png", (1280, 960)), ("m.png", (3174, 2246))):
            with open(self.path(name), "rb") as file:
                header = file.read(24)
            self.assertEqual((int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")), size)
        with open(self.path("m.report.json"), "rb") as one, open(self.path("r.json"), "rb") as other:
            self.assertEqual(one.read(), other.read())
        with open(self.path("m.svg"), encoding="utf-8") as file:
            svg = file.read()
        for word in re.findall(r"word\d+", svg):
            self.assertIn(f">{word}</text>", svg)
        self.assertNotIn("<image", svg)
        if have("rsvg-convert"):
            drawn = subprocess.run(["rsvg-convert", self.path("m.svg")], check=True, capture_output=True).stdout
            self.assertTrue(drawn.startswith(b"\x89PNG"))


if __name__ == "__main__":
    cli_case.main()
