#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The real window, driven as a person drives it. Keys, questions and advice.
Needs a display (Xvfb does) and xdotool. usage: ask_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import os
import subprocess
import tempfile
import time
import unittest

import window_case as case


class Protects(unittest.TestCase):
    """Nothing that was trained goes without a question or a way back."""

    def paused(self, step, *arguments, **options):
        window = case.open_window("--steps", step, *arguments, **options)
        window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == int(step), seconds=90)
        return window

    @staticmethod
    def save(window, path):
        window.key("ctrl+s")
        Protects.answer(window, path)

    @staticmethod
    def answer(window, path):
        window.wait_for("the path to be asked for", lambda s: "file.path" in s["rects"] and s["typing"])
        window.key("ctrl+a")
        time.sleep(0.5)  # a frame of its own, or the letters come before it
        window.type(path)
        window.do("key", "Return")

    def test_a_save_is_written_although_the_window_is_closed_at_once(self):
        for step in ("40", "1000000"):
            with tempfile.TemporaryDirectory() as folder, case.open_window("--steps", step) as window:
                case.trained(window, 40)
                path = os.path.join(folder, "run.ckpt")
                self.save(window, path)
                self.assertEqual(window.close(), 0)
                with open(path, "rb") as file:
                    self.assertGreater(len(file.read()), 100_000)

    def test_quitting_asks_where_training_would_be_lost(self):
        with case.open_window(settings={"quit_asks_after": 0}) as window:
            case.trained(window, 30)
            window.key("ctrl+q")
            window.wait_for("the question", lambda s: "quit.save" in s["rects"])
            window.key("Escape")
            before = window.wait_for("no question", lambda s: "quit.save" not in s["rects"])
            window.wait_for("further training", lambda s: s["step"] > before["step"])
            window.ask_to_close()
            window.wait_for("the question", lambda s: "quit.save" in s["rects"])
            window.click_rect("quit.discard")
            self.assertEqual(window.process.wait(timeout=20), 0)

    def test_saving_in_order_to_quit_saves_and_quits(self):
        with tempfile.TemporaryDirectory() as folder, self.paused("30", settings={"quit_asks_after": 0}) as window:
            path = os.path.join(folder, "run.ckpt")
            window.key("ctrl+q")
            window.wait_for("the question", lambda s: "quit.save" in s["rects"])
            window.key("Return")
            self.answer(window, os.path.join(folder, "no", "such", "folder.ckpt"))
            window.wait_for("the reason why it stays", lambda s: "cannot" in s["notice"] and "toast" in s["rects"])
            window.key("ctrl+q")
            window.wait_for("the question", lambda s: "quit.save" in s["rects"])
            window.key("Return")
            self.answer(window, path)
            self.assertEqual(window.process.wait(timeout=20), 0)
            self.assertTrue(os.path.exists(path))

    def test_what_is_saved_already_is_left_without_a_question(self):
        with tempfile.TemporaryDirectory() as folder, self.paused("30", settings={"quit_asks_after": 0}) as window:
            self.save(window, os.path.join(folder, "run.ckpt"))
            window.wait_for("the save", lambda s: s["notice"].startswith("Saved step 30"))
            window.key("ctrl+q")
            self.assertEqual(window.process.wait(timeout=20), 0)

    def test_a_file_that_is_there_is_replaced_after_a_question(self):
        with tempfile.TemporaryDirectory() as folder, self.paused("30") as window:
            path = os.path.join(folder, "run.ckpt")
            with open(path, "w", encoding="ascii") as file:
                file.write("dear to somebody")
            self.save(window, path)
            window.wait_for("the question", lambda s: "file.replace" in s["rects"])
            window.key("Escape")
            window.wait_for("its name again", lambda s: "file.path" in s["rects"] and s["typing"])
            with open(path, encoding="ascii") as file:
                self.assertEqual(file.read(), "dear to somebody")
            window.key("Return")
            window.wait_for("the question", lambda s: "file.replace" in s["rects"])
            time.sleep(1.0)  # two states: the dialog has taken its size
            window.click_rect("file.replace")
            window.wait_for("the save", lambda s: s["notice"].startswith("Saved step 30"))
            self.assertGreater(os.path.getsize(path), 100_000)

    def test_a_restart_can_be_taken_back(self):
        with self.paused("60", "--select", "coffee") as window:
            before = window.at_rest()
            window.key("r")
            window.wait_for("the noise", lambda s: s["step"] == 0 and "toast.action" in s["rects"])
            window.key("period")
            window.wait_for("a step of another run", lambda s: s["step"] == 1)
            window.click_rect("toast.action")
            window.wait_for("the run before", lambda s: s["step"] == 60)
            after = window.at_rest()
            self.assertEqual(after["neighbours"], before["neighbours"])
            self.assertEqual(after["next_word"], before["next_word"])
            window.key("Left")
            window.wait_for("its earlier steps", lambda s: "time.looking_back" in s["rects"])
            window.key("ctrl+shift+z")
            window.wait_for("the other run again", lambda s: s["step"] == 1)
            window.key("ctrl+z")
            window.wait_for("and back", lambda s: s["step"] == 60)


class Keys(unittest.TestCase):
    def test_signs_work_on_a_german_keyboard(self):
        subprocess.run(["setxkbmap", "de"], check=True)
        try:
            with case.open_window("--steps", "20") as window:
                state = window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 20)
                panels = {name for name in state["rects"] if name.startswith("panel.")}
                window.key("slash")  # Shift+7
                window.wait_for("the search", lambda s: s["typing"])
                window.key("Escape")
                window.wait_for("no search", lambda s: not s["typing"])
                window.key("bracketright")  # AltGr+9
                window.wait_for("the next head", lambda s: s["head"] == 1)
                window.key("bracketleft")
                window.wait_for("the head before", lambda s: s["head"] == 0)
                window.key("question")  # Shift+ß
                window.wait_for("the shortcuts", lambda s: "shortcuts.close" in s["rects"])
                window.key("Escape")
                window.key("period")
                state = window.wait_for("one step more", lambda s: s["step"] == 21)
                self.assertEqual({name for name in state["rects"] if name.startswith("panel.")}, panels)
                window.key("7")
                window.wait_for("a hidden panel", lambda s: "panel.Next word" not in s["rects"])
                window.key("z", "ctrl+z")  # Z lies where Y is elsewhere
                window.wait_for("the panel", lambda s: "panel.Next word" in s["rects"])
                window.key("ctrl+y")
                window.wait_for("no panel again", lambda s: "panel.Next word" not in s["rects"])
        finally:
            subprocess.run(["setxkbmap", "us"], check=True)

    def test_the_page_of_shortcuts_starts_the_tour(self):
        with case.open_window("--steps", "20") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 20)
            window.key("question")
            window.wait_for("the shortcuts", lambda s: "shortcuts.tour" in s["rects"])
            window.click_rect("shortcuts.tour")
            window.wait_for("the tour", lambda s: s["tour"] == 0)

    def test_escape_closes_the_menu(self):
        with case.open_window("--steps", "20", "--select", "coffee") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 20)
            window.click_rect("control.view")
            window.wait_for("the menu", lambda s: "view.menu" in s["rects"])
            window.key("Escape")
            state = window.wait_for("no menu", lambda s: "view.menu" not in s["rects"])
            self.assertEqual(state["selected"], ["coffee"])

    def test_space_shows_what_it_trains(self):
        with case.open_window("--steps", "120") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 120, seconds=90)
            window.at_rest()
            window.key("Left")
            window.wait_for("a look back", lambda s: "time.looking_back" in s["rects"] and not s["playing"])
            window.key("space")
            window.wait_for("training that is seen", lambda s: s["playing"] and "time.looking_back" not in s["rects"])
            window.key("Left")
            window.wait_for("a look back", lambda s: s["playing"] and "time.looking_back" in s["rects"])
            window.key("space")
            window.wait_for("a pause that is looked at", lambda s: not s["playing"] and "time.looking_back" in s["rects"])

    def test_words_are_not_written_into_a_hidden_panel(self):
        with case.open_window("--steps", "20") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 20)
            window.at_rest()
            window.click_rect("next.sample_many")
            window.key("7")
            window.wait_for("a hidden panel", lambda s: "panel.Next word" not in s["rects"])
            window.at_rest(seconds=20)


class Advises(unittest.TestCase):
    def test_a_rate_that_is_far_too_high_is_told(self):
        with case.open_window("--lr", "10") as window:
            window.wait_for("the advice", lambda s: s["playing"] and "training.advice" in s["rects"], seconds=60)


if __name__ == "__main__":
    case.main()
