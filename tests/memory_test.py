#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Trains under limits of memory from far too little to plenty: the program ends with its work done, or with a sentence,
and never by a signal. usage: memory_test.py PATH_OF_WORDFIELD"""
import os
import re
import resource
import subprocess
import sys
import tempfile

LIMITS_KB = (60_000, 70_000, 80_000, 90_000, 100_000, 110_000, 130_000, 160_000, 200_000, 300_000, 500_000, 800_000, 1_200_000)


def write_text(path):
    words = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u")]
    with open(path, "w", encoding="ascii") as file:
        for i in range(6000):
            file.write(f"{words[i % 77]} {words[(7 * i + 3) % 80]} {words[(i * i) % 79]} .\n")


def run(binary, arguments, kilobytes):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (1024 * kilobytes, 1024 * kilobytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return subprocess.run([binary, *arguments], preexec_fn=limit, capture_output=True, text=True, timeout=120, check=False)


def text_too_large_is_told(binary, folder):
    """How large the text is and which would fit; and that one does fit."""
    large, line = os.path.join(folder, "large.txt"), "one two three four five six seven eight nine ten .\n"
    with open(large, "w", encoding="ascii") as file:
        file.write(line * (30_000_000 // len(line)))
    arguments = ["--headless", "--threads", "1", "--corpus", large, "--steps", "0", "--dim", "8", "--layers", "1",
                 "--report", os.path.join(folder, "large.json")]
    told = run(binary, arguments, 100_000).stderr
    said = re.search(r"memory: is not enough to read large.txt, a text of 30 MB, where \d+ MB are left "
                     r"\(a text of about (\d+) MB would fit, or close other programs\)", told)
    if not said:
        print(f"BAD a text that is too large: {told}")
        return False
    with open(large, "w", encoding="ascii") as file:
        file.write(line * (int(said[1]) * 1_000_000 // len(line)))
    fits = run(binary, arguments, 100_000).returncode == 0
    print(f"{'ok ' if fits else 'BAD'} of 30 MB of text, {said[1]} MB are said to fit")
    return fits


def main():
    binary = os.path.abspath(sys.argv[1])
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        text = os.path.join(folder, "text.txt")
        write_text(text)
        report = os.path.join(folder, "report.json")
        cases = [(["--threads", "2"], LIMITS_KB), (["--threads", "2", "--model", "skipgram"], LIMITS_KB[::3]),
                 (["--threads", "16"], LIMITS_KB[1::3]), (["--threads", "2", "--screenshot", os.path.join(folder, "x.png")], LIMITS_KB[-5:]), (["--threads", "2", "--dim", "1024", "--layers", "24"], LIMITS_KB[-2:])]
        for arguments, limits in cases:
            for kilobytes in limits:
                done = run(binary, ["--headless", "--corpus", text, "--steps", "20", "--report", report, *arguments], kilobytes)
                last = done.stderr.strip().splitlines()[-1:] or [""]
                loaded = "error while loading shared libraries" not in done.stderr  # else it never came to our code
                fine = done.returncode in (0, 1) and (done.returncode == 0 or last[0].startswith("wordfield: ") and "(" in last[0])
                print(f"{'ok ' if fine or not loaded else 'BAD'} {kilobytes:>9} kB {' '.join(arguments):<40} {done.returncode:>4} {last[0]}")
                bad += not fine and loaded
        bad += not text_too_large_is_told(binary, folder)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
