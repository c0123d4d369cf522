# SPDX-License-Identifier: MIT
"""What the tests of the window share: a window of the program under test, texts, and what is done in many of them."""
import math
import os
import sys
import time
import unittest

from driver import Window

binary = ""  # set by main()


def open_window(*arguments, **options):
    return Window(binary, *arguments, **options)


def isolated_word(state):
    """The word of the map whose nearest other word is farthest away on the screen, clear of tool bar and badge."""
    canvas = state["rects"]["map.canvas"]
    words = state["rects"]["words"]

    def clearance(word):
        return min(math.hypot(word["x"] - other["x"], word["y"] - other["y"]) for other in words if other is not word)

    inside = [w for w in words if canvas["y"] + 90 < w["y"] < canvas["y"] + canvas["height"] - 40
              and canvas["x"] + 20 < w["x"] < canvas["x"] + canvas["width"] - 20]
    return max(inside, key=clearance)


def large_text(folder):
    """A text that takes seconds to read."""
    path = os.path.join(folder, "large.txt")
    with open(path, "w", encoding="utf-8") as file:
        for i in range(150_000):
            file.write(f"the {'old' if i % 3 else 'new'} road number {i % 7919} leads to house {i % 4001} .\n" * 8)
    return path


def little_text(folder, words):
    """A text of a vocabulary of `words` words."""
    path = os.path.join(folder, f"words{words}.txt")
    with open(path, "w", encoding="utf-8") as file:
        for i in range(max(1200, 3 * words)):
            file.write(f"{letters(i % words)} {letters((7 * i + 3) % words)} {letters((i * i) % words)} .\n")
    return path


def letters(number):
    """A word for a number: 0 is ba, 1 is be ..."""
    word = ""
    while True:
        number, digit = divmod(number, 100)
        word += "bcdfghklmnprstvwxzjq"[digit // 5] + "aeiou"[digit % 5]
        if number == 0:
            return word


def open_file(window, path):
    window.key("ctrl+o")
    window.wait_for("the path to be asked for", lambda s: "file.path" in s["rects"] and s["typing"])
    window.key("ctrl+a")
    time.sleep(0.5)  # a frame of its own, or the letters come before it
    window.type(path)
    window.key("Return")
    window.wait_for("the path to be taken", lambda s: "file.path" not in s["rects"])


def trained(window, step=150):
    return window.wait_for(f"step {step}", lambda s: s["step"] >= step and len(s["rects"]["words"]) > 50, seconds=90)


def scrolled_to(window, name, notches=2):
    """The state once the control `name` of the inspector is in view: its panel is scrolled down until it is."""
    for _ in range(40):
        state = window.state()
        panel = state["rects"]["panel.Word"]
        rect = state["rects"].get(name)
        if rect and rect["height"] > 10 and rect["y"] + rect["height"] < panel["y"] + panel["height"] - 4:
            return state
        window.move(panel["x"] + panel["width"] / 2, panel["y"] + panel["height"] / 2)
        for _ in range(notches):
            window.do("click", 5)
        time.sleep(0.7)
    raise AssertionError(f"{name} never came into view")


def main():
    """Runs the tests of the module that is the program: PATH_OF_WORDFIELD [unittest arguments]."""
    global binary
    binary = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
