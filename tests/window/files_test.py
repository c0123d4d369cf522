#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The real window, driven as a person drives it. Files, texts of one's own, the size of text.
Needs a display (Xvfb does) and xdotool. usage: files_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import json
import os
import random
import signal
import stat
import subprocess
import tempfile
import time
import unittest

import window_case as case


def program(folder, name, lines):
    """A program of the test's own that stands for the desktop's."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="ascii") as file:
        file.write("#!/bin/sh\n" + lines + "\n")
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def waiting_dialog(folder):
    """A dialog that nobody answers; the file into which it writes the number of its process once it has started."""
    started = os.path.join(folder, "started")
    program(folder, "zenity", f"echo $$ > {started}.new; mv {started}.new {started}\nexec sleep 300")
    return started


def desktop(folder):
    """A window that asks for files with the `zenity` in `folder`."""
    return case.open_window("--steps", "20", settings={"system_file_dialog": True},
                            environment={"PATH": folder + os.pathsep + os.environ["PATH"]})


def is_running(process):
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def exported(folder, steps, *more):
    """Vectors of a small model of the built-in text."""
    path = os.path.join(folder, f"step{steps}.bin")
    subprocess.run([case.binary, "--headless", "--steps", str(steps), "--export", path, *more], check=True, stderr=subprocess.DEVNULL)
    return path


def answers(path, *more):
    """What a shell says of the same two embeddings."""
    done = subprocess.run([case.binary, *more, "--compare", path, "--measure", "centred", "--json"], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Compared(unittest.TestCase):
    """Vectors of a file beside those that the window shows."""

    def test_two_files_are_compared_as_in_a_shell(self):
        with tempfile.TemporaryDirectory() as folder:
            a, b = exported(folder, 40), exported(folder, 90)
            told, word = answers(b, "--vectors", a, "--neighbours", "coffee")
            with case.open_window("--vectors", a, "--compare", b, "--select", "coffee") as window:
                state = window.wait_for("the comparison", lambda s: (s.get("comparison") or {}).get("common") and "lost" in s["comparison"]
                                        and not s["comparison"]["pending"] and {"map2.canvas", "models.after", "embeddings.curve"} <= s["rects"].keys())
                found = state["comparison"]
                self.assertEqual(found["with"], "step90.bin")
                self.assertEqual(found["common"], told["common"])
                for (k, mean), point in zip(found["overlap"], told["overlap"]):
                    self.assertEqual(k, point["k"])
                    self.assertAlmostEqual(mean, point["mean"], places=3)
                self.assertEqual(found["moved_most"][:5], [one["word"] for one in told["moved_most"][:5]])
                self.assertEqual(found["lost"], [n["word"] for n in word["lost"]])
                self.assertEqual(found["gained"], [n["word"] for n in word["gained"]])
                # The table has rolled to the chosen word where that is among them: some row that is in view.
                page = state["rects"]["inside"]
                row, word = next((rect, name.removeprefix("embeddings.row.")) for name, rect in state["rects"].items()
                                 if name.startswith("embeddings.row.") and page["y"] + 120 < rect["y"] < page["y"] + page["height"] - 60)
                self.assertIn(word, found["moved_most"])
                window.click(row["x"] + 30, row["y"] + row["height"] / 2)
                window.wait_for("a word that moved", lambda s: s["selected"] == [word])
                window.at_rest()  # the word's page, which the button stands on, is a frame or two later
                window.click_rect("models.forget")
                window.wait_for("one map again", lambda s: s["comparison"] is None and "map2.canvas" not in s["rects"])

    def test_a_model_that_learns_is_compared_with_a_file_and_with_a_step(self):
        with tempfile.TemporaryDirectory() as folder:
            path = exported(folder, 60)
            with case.open_window() as window:
                window.wait_for("a model that learns", lambda s: s["step"] > 5)
                window.key("ctrl+shift+o")
                window.wait_for("the path to be asked for", lambda s: "file.path" in s["rects"] and s["typing"])
                window.key("ctrl+a")
                time.sleep(0.5)  # a frame of its own, as in window_case.open_file()
                window.type(path)
                window.key("Return")
                first = window.wait_for("the comparison", lambda s: (s.get("comparison") or {}).get("overlap"))
                self.assertTrue(first["playing"])
                window.wait_for("newer figures", lambda s: s["comparison"]["overlap"] != first["comparison"]["overlap"])
                window.click_rect("embeddings.stop")
                window.wait_for("the page without a comparison", lambda s: s["comparison"] is None and "embeddings.step" in s["rects"])
                window.click_rect("embeddings.step")
                window.wait_for("a comparison with a step", lambda s: (s["comparison"] or {}).get("overlap") and "step" in s["comparison"]["with"])
                window.key("space")
                window.at_rest()

    def test_a_file_without_common_words_is_told_and_nothing_changes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "foreign.vec")
            with open(path, "w", encoding="ascii") as file:
                file.write("qqq 1 2 3\nzzz 3 2 1\nxxx 1 1 1\n")
            with case.open_window("--steps", "20", "--compare", path) as window:
                window.wait_for("the end of its steps", lambda s: s["step"] == 20)
                window.at_rest()
                state = window.state()
                self.assertIsNone(state["comparison"])
                self.assertNotIn("map2.canvas", state["rects"])
                self.assertEqual(window.close(), 0)
                self.assertIn("shares no word with", window.process.stderr.read())


class Desktop(unittest.TestCase):
    """The desktop's own file dialog, as another process."""

    def test_a_file_is_chosen_there_while_the_window_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            text = case.little_text(folder, 60)
            answer = os.path.join(folder, "answer")
            program(folder, "zenity", f'while [ ! -e {answer} ]; do sleep .1; done\ncat {answer}')
            with desktop(folder) as window:
                window.wait_for("the end of its steps", lambda s: s["step"] == 20)
                window.key("ctrl+o")
                window.wait_for("the desktop's dialog", lambda s: "file.list" in s["rects"])
                window.key("period")
                window.wait_for("a step meanwhile", lambda s: s["step"] == 21)
                with open(answer + ".new", "w", encoding="utf-8") as file:
                    file.write(text + "\n")
                os.rename(answer + ".new", answer)
                window.wait_for("the question how to read it", lambda s: "file.tokens.Code" in s["rects"])
                window.key("Return")
                window.wait_for("the text", lambda s: s["corpus"] == "words60.txt")

    def test_it_is_cancelled_here_and_there_and_leaves_nothing_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            started = waiting_dialog(folder)
            with desktop(folder) as window:
                window.wait_for("the end of its steps", lambda s: s["step"] == 20)

                def asked():
                    window.key("ctrl+o")
                    window.wait_for("the desktop's dialog", lambda s: "file.list" in s["rects"] and os.path.exists(started))
                    with open(started, encoding="ascii") as file:
                        process = int(file.read())
                    os.remove(started)
                    self.assertTrue(is_running(process))
                    return process

                for leave in (lambda: window.key("Escape"), lambda: window.click_rect("file.cancel")):
                    process = asked()
                    leave()
                    window.wait_for("the window alone", lambda s: "file.cancel" not in s["rects"])
                    self.assertFalse(is_running(process))
                process = asked()
                window.click_rect("file.list")
                window.wait_for("the list", lambda s: "file.path" in s["rects"])
                self.assertFalse(is_running(process))
                window.key("Escape")
                window.wait_for("the window alone", lambda s: "file.cancel" not in s["rects"])
                process = asked()
                self.assertEqual(window.close(), 0)
                self.assertFalse(is_running(process))

    def test_it_ends_with_a_window_that_is_killed(self):
        with tempfile.TemporaryDirectory() as folder:
            started = waiting_dialog(folder)
            with desktop(folder) as window:
                window.wait_for("the end of its steps", lambda s: s["step"] == 20)
                window.key("ctrl+o")
                window.wait_for("the desktop's dialog", lambda s: os.path.exists(started))
                with open(started, encoding="ascii") as file:
                    process = int(file.read())
                window.process.send_signal(signal.SIGKILL)
                window.process.wait()
                for _ in range(50):
                    if not is_running(process):
                        break
                    time.sleep(0.1)
                self.assertFalse(is_running(process))


class Texts(unittest.TestCase):
    def test_a_pasted_text_is_learned_from_and_judged(self):
        dice = random.Random(1)
        words = [case.letters(i) for i in range(120)]
        text = " ".join(dice.choice(words) for _ in range(1200))  # nothing that could be learned but by heart
        with case.open_window() as window:
            case.trained(window, 30)
            window.click_rect("control.file")
            window.click_rect("file.Paste text …")
            window.wait_for("the field", lambda s: "paste.text" in s["rects"] and s["typing"])
            window.do("type", "--delay", 3, text)
            window.key("ctrl+a", "ctrl+x", "ctrl+v")
            time.sleep(2)  # all that was typed and pasted has been counted
            window.click_rect("paste.learn")
            window.wait_for("the text", lambda s: s["corpus"] == "pasted text" and s["step"] > 5, seconds=60)
            state = window.wait_for("the verdict", lambda s: "learns it by heart; the text is too short" in s["verdict"],
                                    seconds=240)
            self.assertIn("toast", state["rects"])
            self.assertNotIn("king", state["arithmetic"])


class Sizes(unittest.TestCase):
    def test_text_grows_with_ctrl_plus_on_a_german_keyboard_and_is_remembered(self):
        subprocess.run(["setxkbmap", "de"], check=True)
        try:
            with case.open_window("--steps", "20") as window:
                before = window.wait_for("the end of its steps", lambda s: s["step"] == 20)
                window.key("ctrl+plus")
                height = before["rects"]["words.search"]["height"]
                window.wait_for("larger text", lambda s: s["text_size"] > 1.05 and s["rects"]["words.search"]["height"] > height)
                window.key("ctrl+minus", "ctrl+minus")
                window.wait_for("smaller text", lambda s: s["text_size"] < 0.95)
                window.key("ctrl+0")
                window.wait_for("normal text", lambda s: s["text_size"] == 1)
        finally:
            subprocess.run(["setxkbmap", "us"], check=True)
        with case.open_window("--steps", "20", ui_state=False, settings={"tour_seen": True}) as window:
            window.window_id()
            time.sleep(4)
            window.key("ctrl+equal")  # the key of the plus, without Shift
            time.sleep(2)
            window.close()
            with open(os.path.join(window.folder.name, "wordfield", "settings.json"), encoding="utf-8") as file:
                self.assertAlmostEqual(json.load(file)["text_size"], 1.1, places=5)


class Films(unittest.TestCase):
    def test_a_film_is_made_while_the_training_goes_on_and_can_be_cancelled(self):
        with tempfile.TemporaryDirectory() as folder, case.open_window("--steps", "40") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 40 and not s["playing"], seconds=60)
            window.at_rest()
            window.key("ctrl+m")
            window.wait_for("the dialog", lambda s: "film.seconds.60" in s["rects"])
            window.at_rest()  # in its first frame it lies elsewhere
            window.click_rect("film.seconds.60")
            window.at_rest()
            window.click_rect("film.confirm")
            window.wait_for("the path to be asked for", lambda s: "file.film.folder" in s["rects"] and s["typing"])
            window.key("ctrl+a")
            time.sleep(0.5)  # a frame of its own, or the letters come before it
            window.type(os.path.join(folder, "film"))
            window.key("Return")
            window.wait_for("filming", lambda s: "film.progress" in s["rects"])
            self.assertEqual([name.startswith(".film.") for name in os.listdir(folder)], [True])
            window.key("period")
            window.wait_for("a step meanwhile", lambda s: s["step"] == 41)
            window.click_rect("film.stop")
            window.wait_for("its end", lambda s: "film.progress" not in s["rects"])
            self.assertEqual(os.listdir(folder), [])


if __name__ == "__main__":
    case.main()
