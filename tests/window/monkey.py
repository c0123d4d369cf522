#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Does anything at all to the real window, from a seed, and watches what becomes of it. docs/reliability.md says more.
usage: monkey.py PATH_OF_WORDFIELD [--seconds N] [--seed S] [--help]"""
import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import monkey_food
from driver import Window
from monkey_eyes import RELEASE, SANITIZED, Eyes, Finding
from monkey_hands import STARTS, Hands, draw_action
from x11 import Display

CALM_EVERY, EQUAL_EVERY = 40, 80  # actions
SHOWN_ACTIONS = 30
SANITIZER = {"ASAN_OPTIONS": "detect_leaks=0:quarantine_size_mb=16:handle_abort=1", "UBSAN_OPTIONS": "print_stacktrace=1"}


class Monkey:
    def __init__(self, options, folder, command):
        self.options, self.folder, self.command = options, folder, command
        self.limits = SANITIZED if options.sanitized else RELEASE
        self.screen = tuple(int(side) for side in options.size.split("x"))
        self.plan = random.Random(options.seed)
        self.environment = {"HOME": folder + "/home", "XDG_CONFIG_HOME": folder + "/home", **SANITIZER}
        self.began, self.lines = time.monotonic(), []
        self.log_file = open(options.log, "w", encoding="utf-8", errors="replace")
        self.display = Display()
        self.food = monkey_food.cook(options.binary, folder, self.environment)
        self.actions = self.starts = self.rests = self.found = 0
        self.frame_ms = self.answer = self.memory_mb = 0.0

    def log(self, line):
        self.lines.append(f"{time.monotonic() - self.began:8.2f}  {line}")
        print(self.lines[-1], file=self.log_file, flush=True)

    def start(self):
        dice = random.Random(self.plan.getrandbits(64))
        arguments = dice.choice(STARTS) if self.starts else []
        self.starts += 1
        self.log(f"start {arguments}")
        stderr_path = f"{self.folder}/stderr"
        with open(stderr_path, "wb") as stderr:
            self.window = Window(self.options.binary, *arguments, size=self.options.size, ui_state=not self.options.no_ui_state,
                                 environment=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=stderr)
        self.window.stderr_path = stderr_path
        self.eyes = Eyes(self.window, self.display, self.limits, not self.options.no_ui_state)
        self.hands = Hands(self.eyes, self.screen, self.folder, self.food, self.log)
        self.equal = []
        self.eyes.start()
        self.learns_untouched()

    def learns_untouched(self):
        """A window that nobody touches must show itself, load its corpus and learn."""
        while time.monotonic() - self.eyes.began < self.limits.start:
            if self.eyes.ended():
                self.eyes.judge_end(asked=False)
            try:
                self.eyes.window_id = int(self.window.window_id())
                learns = (self.eyes.state or {}).get("step", 0) > 0 if self.eyes.ui_state else self.eyes.cores(2.0) > 0.1
                if learns and time.monotonic() - self.eyes.began > 3:
                    time.sleep(1)
                    self.eyes.started = True
                    return
            except (subprocess.CalledProcessError, OSError):
                pass  # no window yet
            time.sleep(0.1)
        raise Finding("start", f"learnt nothing in {self.limits.start:.0f} s, untouched\n{self.eyes.stacks()}")

    def act(self):
        dice = random.Random(self.plan.getrandbits(64))
        name = draw_action(dice)
        self.actions += 1
        self.log(f"{self.actions}: {name}")
        if name not in self.options.without:
            getattr(self.hands, name)(dice)
        time.sleep(dice.choice((0, 0, 0.05, 0.2)))
        if dice.random() < 0.8 and not self.eyes.ended():
            self.eyes.answer()
        if self.eyes.ended():
            self.eyes.judge_end(self.hands.asked_to_end)
            self.put_away()
            self.start()
        self.eyes.check()
        if self.actions % EQUAL_EVERY == 0:
            self.compare_equal_states()
        elif self.actions % CALM_EVERY == 0:
            self.come_to_rest()

    def pause(self):
        """One step of training, which leaves it paused whatever it did before."""
        self.log("# pause")
        self.hands.let_go()
        self.hands.quietly("windowmove", self.eyes.window_id, 0, 0, "windowsize", self.eyes.window_id, *self.screen)
        self.hands.quietly("mousemove", self.screen[0] // 2, self.screen[1] // 2)
        if not self.hands.press_named("loading.cancel"):
            self.hands.quietly("key", "--repeat", 5, "--delay", 80, "Escape")
        self.hands.quietly("key", "period")
        self.eyes.answer()

    def come_to_rest(self):
        """Paused and untouched, the window must be still after a while, and stay so. Where no state tells what moves by
        intention, it gets a second chance with another text."""
        try:
            self.watch_rest()
        except Finding as finding:
            if self.eyes.ui_state or finding.kind != "restless":
                raise
            self.log(f"# {finding.what.splitlines()[0]}; another text")
            self.hands.path("ctrl+o", "ten.txt", random.Random(0))
            time.sleep(self.limits.rest / 8)
            self.watch_rest()

    def watch_rest(self):
        self.log("# come to rest")
        self.pause()
        if self.eyes.ended():
            return
        begin, paused, cpu, still, sums = time.monotonic(), time.monotonic(), self.window.cpu_seconds(), 0, set()
        while still < 2:
            resting, cores = self.eyes.at_rest()
            if self.eyes.ended():
                return
            still = still + 1 if resting else 0
            waited, used = time.monotonic() - begin, self.window.cpu_seconds() - cpu
            if waited > self.limits.rest * 4 or (waited > self.limits.rest and used > self.limits.rest / 2):
                moving = (self.eyes.state or {}).get("moving")
                raise Finding("restless", f"paused and untouched for {waited:.0f} s: uses {cores:.2f} processors, moving: {moving}\n"
                                          f"{self.eyes.stacks()}")
            sums.add((self.eyes.state or {}).get("arithmetic"))
            if len(sums) > 1:
                self.stop_playing()
                sums.clear()
            runs = self.eyes.state.get("playing") if self.eyes.state else True
            if not resting and runs and time.monotonic() - paused > self.limits.rest / 4:
                self.pause()  # a file that was still loading has begun to train
                paused = time.monotonic()
        self.rests += 1

    def stop_playing(self):
        """A relation that is played through pair by pair moves by intention, as long as its panel is shown."""
        self.log("# hide the panel that plays a relation")
        if "panel.Word" in self.eyes.state["rects"]:
            self.hands.quietly("key", "8")
            self.eyes.answer()

    def compare_equal_states(self):
        """The same text, just begun, paused and at rest: what is in use must not grow from one time to the next."""
        self.pause()
        self.hands.press_named("map2.close")
        self.hands.path("ctrl+o", "small.txt", random.Random(0))
        time.sleep(self.limits.rest / 8)
        self.come_to_rest()
        if self.eyes.ended():
            return
        memory, (threads, files) = self.eyes.memory_mb(), self.eyes.handles()
        self.log(f"# equal state: {memory:.0f} MB, {threads} threads, {files} files")
        self.equal.append((memory, threads, files))
        if len(self.equal) < 3:
            return  # warming up
        most = [max(column) for column in zip(*self.equal[:2])]
        if memory > most[0] * self.limits.memory_factor + self.limits.memory_mb:
            raise Finding("memory", f"grew from {most[0]:.0f} to {memory:.0f} MB between equal states")
        if threads > most[1] + self.limits.more_threads or files > most[2] + self.limits.more_threads:
            raise Finding("memory", f"from {most[1]} threads and {most[2]} files to {threads} and {files} between equal states")

    def end(self):
        """Closes the window as a person does, twice where it asks back, and then as the system does."""
        self.pause()
        self.hands.asked_to_end = True
        for _ in range(2):
            self.log("# close")
            self.display.ask_to_close(self.eyes.window_id)
            if self.wait_for_end(self.limits.end / 4):
                return self.eyes.judge_end(asked=True)
        self.log("# terminate")
        self.window.process.send_signal(signal.SIGTERM)
        if not self.wait_for_end(self.limits.end):
            raise Finding("hang", f"did not end within {self.limits.end:.0f} s of SIGTERM\n{self.eyes.stacks()}")
        if complaint := self.eyes.complaint():
            raise Finding("crash", complaint)

    def wait_for_end(self, seconds):
        try:
            self.window.process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            return False

    def put_away(self):
        """Ends the process whatever it does, and keeps its figures."""
        self.eyes.stop()
        self.frame_ms = max(self.frame_ms, self.eyes.longest_frame_ms)
        self.answer = max(self.answer, self.eyes.longest_answer)
        self.memory_mb = max(self.memory_mb, self.eyes.most_memory_mb)
        self.window.__exit__()
        self.hands.let_go()

    def report(self, finding):
        self.found += 1
        print(f"\nFOUND {finding}\n\nthe last {SHOWN_ACTIONS} things done (all of them: {self.options.log}):")
        print("\n".join(self.lines[-SHOWN_ACTIONS:]))
        if shutil.which("import"):
            picture = f"{self.options.log}.{self.found}.png"
            subprocess.run(["import", "-window", "root", picture], check=False, timeout=20)
            print(f"the screen: {picture}")
        print(f"to repeat: {self.command}", flush=True)

    def run(self):
        running = False
        end = time.monotonic() + self.options.seconds
        while not self.found or self.options.keep_going:
            try:
                if not running:
                    self.start()
                    running = True
                while time.monotonic() < end:
                    self.act()
                self.come_to_rest()
                self.end()
                break
            except Finding as finding:
                self.report(finding)
                if finding.kind != "frame":
                    self.put_away()
                    running = False
                if time.monotonic() >= end:
                    break
        if running:
            self.put_away()
        print(f"monkey: seed {self.options.seed}, {self.actions} actions, {self.starts} starts, {self.rests} times at rest in "
              f"{time.monotonic() - self.began:.0f} s; longest frame {self.frame_ms:.0f} ms, slowest answer {self.answer:.1f} s, "
              f"most memory {self.memory_mb:.0f} MB; found: {self.found}")
        return 1 if self.found else 0


def open_display(size):
    """An X server of our own on a free display."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-noreset", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read, encoding="ascii") as numbers:
        os.environ["DISPLAY"] = ":" + numbers.readline().strip()
    return server


def main():
    parser = argparse.ArgumentParser(prog="scripts/monkey", description="Does anything at all to the real window and watches it.")
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", default="1600x1000", help="of the screen and of the window at its start")
    parser.add_argument("--no-ui-state", action="store_true", help="run as for people: nothing wakes it, places are drawn blindly")
    parser.add_argument("--sanitized", action="store_true", help="the looser limits of a build with sanitizers")
    parser.add_argument("--keep-going", action="store_true", help="collect findings instead of stopping at the first")
    parser.add_argument("--without", default="", help="actions that are left out, separated by commas: open_file,drop_files")
    parser.add_argument("--log", default="monkey.log", help="where everything that is done is written")
    options = parser.parse_args()
    options.binary, options.log = os.path.abspath(options.binary), os.path.abspath(options.log)
    options.without = options.without.split(",") if options.without else []
    command = f"scripts/monkey --seed {options.seed} --seconds {options.seconds:g} --size {options.size}" \
              + " --asan" * options.sanitized + " --no-ui-state" * options.no_ui_state \
              + (" --without " + ",".join(options.without)) * bool(options.without)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the server is taken down, too
    server = open_display(options.size)
    try:
        with tempfile.TemporaryDirectory(prefix="monkey-") as folder:
            return Monkey(options, folder, command).run()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
