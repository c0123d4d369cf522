#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The real window, driven as a person drives it. Runs as a person begins, opens and ends them.
Needs a display (Xvfb does) and xdotool. usage: run_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import os
import subprocess
import sys
import tempfile
import time
import unittest

import window_case as case
from driver import Server


class Learns(unittest.TestCase):
    def test_starts_and_learns_by_itself(self):
        with case.open_window() as window:
            window.wait_for("a drawn window", lambda s: "map.canvas" in s["rects"])
            state = window.wait_for("neighbourhoods", lambda s: s["purity"] > 0.6, seconds=120)
            self.assertTrue(state["playing"])
            self.assertGreater(state["step"], 20)

    def test_space_pauses_and_a_paused_window_rests(self):
        with case.open_window() as window:
            case.trained(window, 30)
            window.key("space")
            state = window.wait_for("a pause", lambda s: not s["playing"])
            self.assertEqual(window.at_rest()["step"], state["step"])
            before = window.cpu_seconds()
            time.sleep(5)
            self.assertLess((window.cpu_seconds() - before) / 5, 0.03)
            window.key("period")
            window.wait_for("one step more", lambda s: s["step"] == state["step"] + 1)
            window.key("space")
            window.wait_for("training again", lambda s: s["playing"] and s["step"] > state["step"] + 3)

    def test_the_map_moves_without_jumping(self):
        with case.open_window("--steps", "500") as window:
            state = window.wait_for("the end of its steps", lambda s: s["step"] == 500, seconds=120)
            self.assertGreater(state["largest_jump"], 0)
            self.assertLess(state["largest_jump"], 0.1)

    def test_steps_pause_at_the_end(self):
        with case.open_window("--steps", "40") as window:
            state = window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] > 0, seconds=60)
            self.assertEqual(state["step"], 40)

    def test_closing_ends_with_zero(self):
        with case.open_window() as window:
            case.trained(window, 10)
            self.assertEqual(window.close(), 0)


class Starts(unittest.TestCase):
    def test_a_plain_start_learns_without_a_touch(self):
        """WORDFIELD_STARTS says how often; 20 of them, with the machine busy, are what a hang at the start needs to show."""
        seconds = []
        for i in range(int(os.environ.get("WORDFIELD_STARTS", "5"))):
            settings = {"tour_seen": True} if i % 2 else None  # with the tour in front of it, and without
            with case.open_window(ui_state=False, settings=settings) as window:
                while window.worker_seconds() < 0.6:
                    self.assertIsNone(window.process.poll(), "the window ended by itself")
                    self.assertLess(time.monotonic() - window.started, 20, f"start {i + 1} does not learn")
                    time.sleep(0.05)
                seconds.append(time.monotonic() - window.started)
        print(f"{len(seconds)} starts, seconds until the trainer had worked for .6 s: "
              f"{' '.join(f'{s:.1f}' for s in seconds)} ", end="", file=sys.stderr)

    def test_step_0_is_in_the_time_bar(self):
        for _ in range(3):
            with case.open_window() as window:
                state = window.wait_for("kept moments", lambda s: len(s["kept_steps"]) > 2)
                self.assertEqual(state["kept_steps"][0], 0)
                window.click_rect("time.start")
                window.wait_for("a look at step 0", lambda s: s["shown_step"] == 0)

    def test_the_bar_moves_by_itself(self):
        with tempfile.TemporaryDirectory() as folder:
            text = case.large_text(folder)
            with case.open_window("--corpus", text, ui_state=False, settings={"tour_seen": True}) as window:
                while window.worker_seconds() < 0.2:
                    time.sleep(0.05)
                pictures = set()
                for _ in range(8):
                    pictures.add(window.picture())
                    time.sleep(0.2)
                self.assertGreater(len(pictures), 3)


class Changes(unittest.TestCase):
    def test_another_model_begins_after_a_warning_and_not_without_it(self):
        with case.open_window("--select", "coffee") as window:
            before = case.trained(window, 60)
            window.click_rect("training.new_model")
            window.wait_for("the dialog", lambda s: "new.cancel" in s["rects"])
            window.click_rect("new.cancel")
            after = window.wait_for("the model of before", lambda s: "new" not in s["rects"])
            self.assertGreaterEqual(after["step"], before["step"])
            window.click_rect("training.new_model")
            window.wait_for("the dialog", lambda s: "new.kind.skip-gram" in s["rects"])
            window.click_rect("new.kind.skip-gram")
            window.wait_for("its settings", lambda s: "new.negatives.5" in s["rects"])
            window.click_rect("new.start")
            window.wait_for("a skip-gram that learns", lambda s: s["model"] == "skipgram" and s["purity"] > 0.5)
            # The new model's own map may still be on its way when the kept one is drawn.
            both = window.wait_for("the kept model beside", lambda s: {"models.after", "map.canvas", "map2.canvas"} <= s["rects"].keys())
            self.assertGreater(both["rects"]["map2.canvas"]["x"], both["rects"]["map.canvas"]["x"])
            window.click_rect("models.forget")
            window.wait_for("one map again", lambda s: "map2.canvas" not in s["rects"] and "models.after" not in s["rects"])
            window.key("space")
            window.at_rest()
            self.assertEqual(window.close(), 0)

    def test_the_batch_changes_while_training_goes_on(self):
        with case.open_window() as window:
            state = case.trained(window, 30)
            rect = state["rects"]["training.batch"]
            window.click(rect["x"] + 5, rect["y"] + rect["height"] / 2)
            small = window.wait_for("a small batch", lambda s: s["batch"] <= 2)
            window.wait_for("further steps", lambda s: s["step"] > small["step"] + 20)

    def test_a_large_text_is_read_with_a_bar_beside_the_running_model_and_can_be_left(self):
        with tempfile.TemporaryDirectory() as folder, case.open_window() as window:
            text = case.large_text(folder)
            before = case.trained(window, 30)
            case.open_file(window, text)
            window.wait_for("the progress bar", lambda s: "loading.cancel" in s["rects"], seconds=20)
            window.click_rect("loading.cancel")
            state = window.wait_for("the model of before", lambda s: "loading.bar" not in s["rects"])
            self.assertEqual(state["corpus"], "everyday")
            self.assertGreaterEqual(state["step"], before["step"])
            case.open_file(window, text)
            window.wait_for("the new corpus", lambda s: s["corpus"] == "large.txt" and s["step"] > 5, seconds=60)


class Opens(unittest.TestCase):
    """Another text while the one before is being trained on and looked at: nothing of the old one is left."""

    def check_begun_anew(self, state, before):
        self.assertNotEqual(state["run"], before["run"])
        self.assertEqual(state["selected"], [])
        self.assertEqual(state["experiments"], [])
        self.assertEqual(state["kept_steps"][0], 0)
        self.assertLessEqual(state["kept_steps"][-1], state["step"])
        self.assertLess(state["first_loss_step"], before["step"])
        self.assertLess(state["step"] - state["shown_step"], 60)  # it is live: the newest whose answers are there

    def test_smaller_and_larger_texts_while_words_are_chosen_and_hovered(self):
        with tempfile.TemporaryDirectory() as folder, case.open_window("--select", "coffee,tea") as window:
            small, large, middle = (case.little_text(folder, count) for count in (23, 2500, 290))
            before = case.trained(window, 150)
            for path, words in ((small, 23), (large, 2500), (middle, 290), (small, 23)):
                state = window.state()
                if len(state["rects"]["words"]) > 3:
                    word = case.isolated_word(state)
                    window.click(word["x"], word["y"])
                    window.move(word["x"] + 1, word["y"])  # and it stays under the mouse
                case.open_file(window, path)
                state = window.wait_for(f"a text of {words} words", lambda s, p=path: s["corpus"] == os.path.basename(p)
                                        and s["step"] > 20 and len(s["kept_steps"]) > 2 and "map_words" in s, seconds=60)
                self.assertLessEqual(state["map_words"], words + 4)
                self.check_begun_anew(state, before)
                before = window.wait_for("some training", lambda s: s["step"] > 120, seconds=60)
            self.assertEqual(window.close(), 0)

    def test_a_text_comes_while_the_time_bar_is_looked_at_and_two_maps_are_shown(self):
        with tempfile.TemporaryDirectory() as folder, case.open_window() as window:
            before = case.trained(window, 100)
            window.click_rect("map.two")
            window.wait_for("a second map", lambda s: len(s["rects"].get("second_words", [])) > 50)
            window.click_rect("time.start")
            window.wait_for("a look at step 0", lambda s: s["shown_step"] == 0)
            case.open_file(window, case.little_text(folder, 40))
            state = window.wait_for("the new text", lambda s: s["corpus"] == "words40.txt" and s["step"] > 20
                                    and len(s["kept_steps"]) > 2 and len(s["rects"].get("second_words", [])) > 3)
            self.check_begun_anew(state, before)

    def test_a_file_of_no_known_kind_is_told_and_changes_nothing(self):
        with tempfile.TemporaryDirectory() as folder, case.open_window() as window:
            photo = os.path.join(folder, "photo.txt")
            with open(photo, "wb") as file:
                file.write(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
            before = case.trained(window, 20)
            case.open_file(window, photo)
            state = window.wait_for("further steps", lambda s: s["step"] > before["step"] + 60)
            self.assertEqual((state["corpus"], state["run"]), ("everyday", before["run"]))
            self.assertEqual(window.close(), 0)
            self.assertIn("photo.txt: is of no known kind (what can be opened: checkpoint, grammar", window.process.stderr.read())

    def test_the_newest_of_several_texts_is_opened_and_a_checkpoint_waits_for_it(self):
        with tempfile.TemporaryDirectory() as folder, case.open_window() as window:
            little = case.little_text(folder, 60)
            case.trained(window, 20)
            case.open_file(window, little)
            window.wait_for("the little text", lambda s: s["corpus"] == "words60.txt" and s["step"] > 30)
            checkpoint = os.path.join(folder, "little.ckpt")
            window.key("ctrl+s")
            window.wait_for("the path to be asked for", lambda s: "file.path" in s["rects"] and s["typing"])
            window.key("ctrl+a")
            window.type(checkpoint)
            window.key("Return")
            saved = int(window.wait_for("the file", lambda s: s["notice"].startswith("Saved step"))["notice"].split()[2].replace(",", ""))
            case.open_file(window, case.large_text(folder))
            window.wait_for("the bar", lambda s: "loading.bar" in s["rects"])
            case.open_file(window, little)
            case.open_file(window, checkpoint)
            state = window.wait_for("the checkpoint of the little text", lambda s: s["corpus"] == "words60.txt"
                                    and s["notice"].startswith(f"Resumed at step {saved:,}"), seconds=60)
            self.assertGreaterEqual(state["step"], saved)

    def test_code_is_read_as_code_when_the_dialog_says_so(self):
        with tempfile.TemporaryDirectory() as folder, case.open_window() as window:
            source = os.path.join(folder, "loop.cpp")
            with open(source, "w", encoding="ascii") as file:
                file.write("for (std::size_t row_at = 0; row_at < Rows->size(); ++row_at) Rows[row_at] = 7 % row_at;\n" * 100)
            case.trained(window, 20)
            window.key("ctrl+o")
            window.wait_for("the path to be asked for", lambda s: "file.path" in s["rects"] and s["typing"])
            self.assertNotIn("file.tokens.Code", window.state()["rects"])  # a checkpoint says itself how
            window.key("ctrl+a")
            time.sleep(0.5)
            window.type(source)
            window.click_rect("file.tokens.Code")
            window.key("Return")
            window.wait_for("the code", lambda s: s["corpus"] == "loop.cpp" and s["step"] > 5)
            window.key("slash")
            window.type("row_at")
            window.key("Return")
            window.wait_for("a name", lambda s: s["selected"] == ["row_at"])

    def test_a_checkpoint_brings_its_corpus_and_step_0_along(self):
        with tempfile.TemporaryDirectory() as folder:
            little = case.little_text(folder, 60)
            checkpoint = os.path.join(folder, "little.ckpt")
            subprocess.run([case.binary, "--headless", "--corpus", little, "--steps", "200", "--save", checkpoint,
                            "--layers", "1"], check=True, capture_output=True)
            os.remove(little)
            with case.open_window() as window:
                case.trained(window, 20)
                case.open_file(window, checkpoint)
                state = window.wait_for("the run of the little text", lambda s: s["corpus"] == "words60.txt"
                                        and s["step"] >= 200, seconds=60)
                window.key("space")
                state = window.wait_for("step 0 in the time bar",
                                        lambda s: len(s["kept_steps"]) > 1 and s["kept_steps"][0] == 0)
                self.assertGreaterEqual(state["kept_steps"][1], 200)
                window.click_rect("time.start")
                window.wait_for("a look at step 0", lambda s: s["shown_step"] == 0)
                self.assertIsNone(window.process.poll())


class Ends(unittest.TestCase):
    def test_a_lost_display_ends_the_window_and_saves_what_was_to_be_saved(self):
        for running in (True, False):
            with Server() as display, tempfile.TemporaryDirectory() as folder:
                checkpoint = os.path.join(folder, "saved.ckpt")
                arguments = ["--save", checkpoint] if running else ["--steps", "10", "--save", checkpoint]
                with display.window(case.binary, *arguments) as window:
                    window.wait_for("some training", lambda s: s["step"] >= 10)
                    if not running:
                        window.wait_for("its save", lambda s: s["notice"].startswith("Saved step 10"))
                        os.remove(checkpoint)
                    display.kill()
                    self.assertEqual(window.process.wait(timeout=30), 1)
                    words = window.process.stderr.read()
                    self.assertIn("display: the connection to it was lost", words)
                    self.assertIn("saved " + checkpoint, words)
                    self.assertGreater(os.path.getsize(checkpoint), 10_000)


class Refuses(unittest.TestCase):
    def test_a_missing_corpus_gets_its_sentence_and_the_window_stays(self):
        with case.open_window("--corpus", "/nowhere/at/all.txt") as window:
            time.sleep(3)
            self.assertIsNone(window.process.poll())
            self.assertEqual(window.close(), 0)
            self.assertIn("/nowhere/at/all.txt", window.process.stderr.read())

    def test_with_little_address_space_there_is_a_sentence_or_a_window(self):
        """Memory that is used up further on has sentences of its own; no signal ends it in either case."""
        for megabytes in (150, 500, 800, 1200, 2000):
            with self.subTest(megabytes=megabytes), tempfile.TemporaryDirectory() as folder:
                process = subprocess.Popen(["prlimit", f"--as={megabytes * 1_000_000}", case.binary],
                                           env={**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder},
                                           stderr=subprocess.PIPE, text=True)
                try:
                    process.wait(timeout=6)
                except subprocess.TimeoutExpired:
                    process.terminate()
                self.assertEqual(process.wait(timeout=30), 1)
                said = process.stderr.read()
                process.stderr.close()
                self.assertIn("wordfield: memory: " if megabytes < 1000 else "wordfield: stopped by SIGTERM", said)


if __name__ == "__main__":
    case.main()
