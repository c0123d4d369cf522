#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The real window, closed and opened again. What the next one goes on with, whatever became of the one before.
Needs a display (Xvfb does) and xdotool. usage: reopen_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import json
import math
import os
import signal
import tempfile
import time
import unittest

import window_case as case
from driver import Server


def places(state):
    return {word["word"]: (word["x"], word["y"]) for word in state["rects"]["words"]}


def until(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.1)


def median_distance(a, b):
    far = sorted(math.dist(a[word], b[word]) for word in a.keys() & b.keys())
    return far[len(far) // 2]


class Reopens(unittest.TestCase):
    def setUp(self):
        self.state_home = tempfile.TemporaryDirectory()
        self.addCleanup(self.state_home.cleanup)

    def open(self, *arguments, **options):
        return case.open_window("--reopen", *arguments, environment={"XDG_STATE_HOME": self.state_home.name}, **options)

    def kept(self, name):
        return os.path.join(self.state_home.name, "wordfield", "runs", "run-0001", name)

    def leave(self, window):
        self.assertEqual(window.close(), 0)

    def test_the_next_window_shows_what_the_last_one_did(self):
        with self.open("--select", "king,queen") as window:
            case.trained(window, 150)
            window.key("space")
            window.wait_for("a pause", lambda s: not s["playing"])
            window.key("4")  # hides a panel
            window.key("bracketright")
            canvas = window.state()["rects"]["map.canvas"]
            window.move(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
            for _ in range(3):
                window.do("click", 4)
            before = window.at_rest()
            window.key("Left")
            past = window.wait_for("the step before", lambda s: s["shown_step"] < s["step"])
            self.leave(window)
        with self.open() as window:
            state = window.wait_for("the step that was looked at",
                                    lambda s: s["shown_step"] == past["shown_step"], seconds=60)
            self.assertEqual(state["step"], before["step"])
            self.assertFalse(state["playing"])
            self.assertEqual(state["selected"], ["king", "queen"])
            for what in ("head", "layer", "position", "sentence"):
                self.assertEqual(state[what], before[what])
            self.assertEqual("matrix.panel" in state["rects"], "matrix.panel" in before["rects"])
            window.key("End")
            live = window.wait_for("the newest step", lambda s: s["shown_step"] == s["step"])
            live = window.at_rest()
            width = live["rects"]["map.canvas"]["width"]
            self.assertLess(median_distance(places(before), places(live)), 0.01 * width)
            self.assertGreaterEqual(live["purity"], 0.9 * before["purity"])
            self.leave(window)

    def test_it_goes_on_training_after_a_kill(self):
        with self.open("--select", "king") as window:
            case.trained(window, 400)
            window.process.send_signal(signal.SIGKILL)
            window.process.wait()
        with self.open() as window:
            state = window.wait_for("training", lambda s: s["playing"] and s["step"] > 340)
            self.assertEqual(state["selected"], ["king"])
            self.leave(window)

    def test_what_is_left_of_a_view_is_used(self):
        with self.open("--select", "king") as window:
            case.trained(window, 60)
            self.leave(window)
        with open(self.kept("view.json"), "w", encoding="utf-8") as file:
            file.write('{"chosen": {"pinned": [4]}, "maps": 7')
        with open(self.kept("maps.cbor"), "wb") as file:
            file.write(b"\xbf\x00rubbish")
        with self.open() as window:
            window.wait_for("the run", lambda s: s["step"] >= 60)
            self.leave(window)

    def as_a_person(self, *arguments):
        """A window that no script watches keeps its run, and goes on, without being asked."""
        return case.open_window(*arguments, ui_state=False, environment={"XDG_STATE_HOME": self.state_home.name},
                                settings={"tour_seen": True})

    def leave_by_key(self, window):
        window.key("ctrl+q")
        self.assertEqual(window.process.wait(60), 0)

    def test_a_run_whose_text_is_gone_makes_room_for_a_new_one(self):
        with tempfile.TemporaryDirectory() as folder:
            text = os.path.join(folder, "text.txt")  # too large for a copy beside the run
            with open(text, "w", encoding="utf-8") as file:
                for i in range(150_000):
                    file.write(f"the {'old' if i % 3 else 'new'} road leads to house {case.letters(i % 701)} .\n")
            with self.as_a_person("--corpus", text) as window:
                until("a view that is kept", lambda: os.path.exists(self.kept("view.json")))
                self.leave_by_key(window)
        with self.as_a_person() as window:
            until("another run", lambda: os.path.exists(self.kept("view.json").replace("0001", "0002")))
            self.leave_by_key(window)

    def test_a_run_that_is_damaged_makes_room_for_a_new_one(self):
        with self.as_a_person() as window:
            until("a view that is kept", lambda: os.path.exists(self.kept("view.json")))
            self.leave_by_key(window)
        folder = os.path.dirname(self.kept(""))
        for name in os.listdir(folder):
            if name.startswith("keyframe-"):
                with open(os.path.join(folder, name), "r+b") as file:
                    file.seek(500)
                    file.write(b"????")
        with self.as_a_person() as window:
            until("another run", lambda: os.path.exists(self.kept("view.json").replace("0001", "0002")))
            self.leave_by_key(window)

    def test_two_windows_at_once_keep_one_run(self):
        with self.open() as first:
            case.trained(first, 20)
            with self.as_a_person() as second:
                until("a second window", second.window_id)
                second.process.send_signal(signal.SIGTERM)
                second.process.wait(60)
            first.wait_for("the first to go on", lambda s: s["step"] > 20)
            self.leave(first)
        with open(self.kept("view.json"), encoding="utf-8") as file:
            self.assertTrue(json.load(file)["running"])


if __name__ == "__main__":
    case.main()
