# SPDX-License-Identifier: MIT
"""A test of the program in a shell: a folder of its own with a small text in it, and the binary that the suite was given."""
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

SMALL = ["--headless", "--dim", "16", "--layers", "1", "--heads", "2", "--context", "8", "--threads", "1", "--project", "pca"]
binary = ""  # set by main()


def book(words=3000):
    chance = random.Random(5)
    names = [f"word{i}" for i in range(40)]
    return "\n".join(" ".join(chance.choices(names, k=9)) + " ." for _ in range(words // 10)) + "\n"


class CliCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="wordfield-cli-")
        self.addCleanup(shutil.rmtree, self.folder)
        with open(self.path("book.txt"), "w", encoding="utf-8") as file:
            file.write(book())

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, *arguments, **options):
        """A small model, until the test ends at the latest."""
        options = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
        process = subprocess.Popen([binary, *SMALL, *arguments], cwd=self.folder, **options)
        self.addCleanup(lambda: process.poll() is None and process.kill())
        return process

    @staticmethod
    def kill_after(process, seconds):
        """kill -9, and what it holds goes."""
        time.sleep(seconds)
        process.kill()
        process.communicate()


def main():
    global binary
    binary = os.path.abspath(sys.argv.pop(1))
    unittest.main(module="__main__", verbosity=2)
