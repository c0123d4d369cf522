#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a window leaves behind when it is closed, stopped or refused a file. Needs a display and xdotool.
usage: outputs_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from driver import Window

BINARY = ""


class Outputs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="wordfield-window-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def open(self, *arguments, step=5):
        window = Window(BINARY, *arguments)
        self.addCleanup(window.__exit__)
        window.wait_for("training", lambda s: s["step"] >= step and "map_step" in s, seconds=60)
        return window

    def report(self):
        with open(self.path("r.json"), encoding="utf-8") as file:
            return json.load(file)

    def test_a_save_without_steps_is_written_when_the_window_closes(self):
        window = self.open("--save", self.path("m.ckpt"))
        self.assertFalse(os.path.exists(self.path("m.ckpt")))
        self.assertEqual(window.close(), 0)
        self.assertGreater(os.path.getsize(self.path("m.ckpt")), 1000)

    def test_closed_before_the_steps_are_done(self):
        window = self.open("--steps", "1000000", "--save", self.path("m.ckpt"), "--report", self.path("r.json"),
                           "--screenshot", self.path("s.png"))
        self.assertEqual(window.close(), 0)
        self.assertGreaterEqual(self.report()["step"], 5)
        for name in ("m.ckpt", "s.png"):
            self.assertGreater(os.path.getsize(self.path(name)), 1000)

    def test_one_that_fails_is_told_and_stops_no_other(self):
        os.mkdir(self.path("gone"))
        window = self.open("--steps", "30", "--save", self.path("gone/m.ckpt"), "--report", "/dev/full",
                           "--screenshot", self.path("s.png"))
        os.rmdir(self.path("gone"))
        window.wait_for("the last step", lambda s: s["step"] == 30 and not s["playing"], seconds=60)
        end = time.monotonic() + 30
        while not os.path.exists(self.path("s.png")) and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(window.close(), 1)
        said = window.process.stderr.read()
        self.assertIn("gone/m.ckpt: cannot be written: No such file", said)
        self.assertIn("/dev/full: cannot be written: No space left", said)
        self.assertGreater(os.path.getsize(self.path("s.png")), 1000)

    def test_every_so_many_steps(self):
        window = self.open("--save", self.path("m.ckpt"), "--save-every", "10", step=25)
        self.assertGreater(os.path.getsize(self.path("m.ckpt")), 1000)
        self.assertEqual(window.close(), 0)

    def test_a_signal_closes_it_with_everything_written(self):
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            window = self.open("--save", self.path("m.ckpt"))
            window.process.send_signal(signum)
            self.assertEqual(window.process.wait(timeout=20), 1)
            self.assertIn(f"stopped by {signum.name} at step ", window.process.stderr.read())
            self.assertGreater(os.path.getsize(self.path("m.ckpt")), 1000)
            os.remove(self.path("m.ckpt"))

    def test_a_signal_keeps_the_settings(self):
        home = dict(os.environ, HOME=self.folder, XDG_CONFIG_HOME=self.folder)
        settings = self.path("wordfield/settings.json")
        with subprocess.Popen([BINARY], env=home, stderr=subprocess.PIPE) as process:
            time.sleep(3)
            process.terminate()
            self.assertEqual(process.wait(timeout=20), 1)
        self.assertTrue(os.path.exists(settings))

    def test_settings_that_are_a_folder_and_those_of_a_larger_screen(self):
        home = dict(os.environ, HOME=self.folder, XDG_CONFIG_HOME=self.folder)
        settings = self.path("wordfield/settings.json")
        os.makedirs(settings)
        with subprocess.Popen([BINARY], env=home, stderr=subprocess.PIPE) as process:
            time.sleep(2)
            self.assertIsNone(process.poll())
            process.terminate()
        os.rmdir(settings)
        with open(settings, "w", encoding="ascii") as file:
            json.dump({"width": 16384, "height": 16384, "tour_seen": True}, file)
        state = self.path("state.json")
        with subprocess.Popen([BINARY, "--ui-state", state], env=home, stderr=subprocess.PIPE) as process:
            end = time.monotonic() + 30
            while not os.path.exists(state) and time.monotonic() < end:
                time.sleep(0.1)
            time.sleep(1.5)
            with open(state, encoding="utf-8") as file:
                strip = json.load(file)["rects"]["panel.Strip"]
            process.terminate()
        self.assertLessEqual(strip["width"], 1600)

    def test_a_state_that_cannot_be_written_ends_nothing(self):
        window = self.open()
        hidden = window.folder.name + "-gone"
        os.rename(window.folder.name, hidden)
        time.sleep(2)
        self.assertIsNone(window.process.poll())
        os.rename(hidden, window.folder.name)
        before = window.state()["step"]
        window.wait_for("the next state", lambda s: s["step"] > before)
        self.assertEqual(window.close(), 0)
        self.assertEqual(window.process.stderr.read().count("state.json: cannot be written"), 1)

    def test_a_bad_corpus_fails_the_script_that_wanted_steps(self):
        window = Window(BINARY, "--corpus", "/nowhere.txt", "--steps", "5", "--report", self.path("r.json"))
        self.addCleanup(window.__exit__)
        time.sleep(2)
        self.assertEqual(window.close(), 1)
        self.assertIn("r.json: is not written", window.process.stderr.read())

    def test_resumed_steps_count_from_the_beginning_of_the_run(self):
        subprocess.run([BINARY, "--headless", "--steps", "5", "--save", self.path("m.ckpt")], check=True,
                       stderr=subprocess.DEVNULL)
        window = self.open(self.path("m.ckpt"), "--steps", "20", step=20)
        time.sleep(1.5)
        self.assertEqual(window.state()["step"], 20)


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
