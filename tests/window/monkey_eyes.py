# SPDX-License-Identifier: MIT
"""What the monkey watches the window for, and the limits."""
import dataclasses
import json
import os
import re
import shutil
import subprocess
import threading
import time


class Finding(Exception):
    """Something that must not happen. `kind`: crash, hang, restless, frame, memory, start or end."""

    def __init__(self, kind, what):
        super().__init__(f"{kind}: {what}")
        self.kind, self.what = kind, what


@dataclasses.dataclass(frozen=True)
class Limits:
    """Seconds unless it says otherwise. The sanitizers make everything several times slower and larger."""
    answer: float = 15.0          # until the window answers a ping; other programs may be using the processors
    start: float = 40.0           # until something is learnt
    end: float = 20.0             # until it has ended when asked to
    rest: float = 40.0            # from the pause to a picture at rest
    idle_cores: float = 0.03      # processors that a paused, untouched window may use
    frame_ms: float = 500.0       # processor time of the drawing thread in one frame
    memory_factor: float = 1.5    # growth from one equal state to a later one
    memory_mb: float = 150.0      # and on top of that
    most_memory_mb: float = 4000.0
    more_threads: int = 8         # threads and open files, from one equal state to a later one


RELEASE = Limits()
SANITIZED = Limits(answer=60, start=120, end=60, rest=180, idle_cores=0.12, frame_ms=5000, memory_factor=2,
                   memory_mb=600, most_memory_mb=12_000)
COMPLAINTS = re.compile(r"ERROR: \w*Sanitizer|runtime error:|terminate called|Assertion .* failed|free\(\): |corrupted ")


class Eyes(threading.Thread):
    """Follows one running window. `state` is the newest --ui-state, None before the first and without it."""

    patience = 5  # times as long, where the machine is busy with other things

    def __init__(self, window, display, limits, ui_state):
        super().__init__(daemon=True)
        self.window, self.display, self.limits, self.ui_state = window, display, limits, ui_state
        self.began = self.renewed = time.monotonic()
        self.state = None
        self.longest_frame_ms = self.longest_answer = self.most_memory_mb = 0.0
        self.stopped = threading.Event()
        self.started = False  # the first frames compile shaders and draw letters
        self.window_id = None

    def run(self):
        stamp = None
        while not self.stopped.wait(0.1):
            try:
                newest = os.stat(self.window.state_file).st_mtime_ns if self.ui_state else None
                if newest != stamp:
                    self.state = self.window.state()
                    stamp, self.renewed = newest, time.monotonic()
                    if self.started:
                        self.longest_frame_ms = max(self.longest_frame_ms, self.state["longest_cpu_ms"])
                self.most_memory_mb = max(self.most_memory_mb, self.memory_mb())
            except (OSError, json.JSONDecodeError, IndexError):
                pass

    def stop(self):
        self.stopped.set()
        self.join()

    def proc(self, name):
        return f"/proc/{self.window.process.pid}/{name}"

    def memory_mb(self):
        with open(self.proc("statm"), encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def handles(self):
        """(threads, open files)."""
        return len(os.listdir(self.proc("task"))), len(os.listdir(self.proc("fd")))

    def complaint(self):
        """The first line of stderr that tells of a sanitizer or an abort, with what follows; None without one."""
        with open(self.window.stderr_path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        found = COMPLAINTS.search(text)
        return text[found.start():found.start() + 6000] if found else None

    def last_words(self):
        with open(self.window.stderr_path, encoding="utf-8", errors="replace") as file:
            return file.read()[-1500:]

    def ended(self):
        return self.window.process.poll() is not None

    def judge_end(self, asked):
        """For a process that has ended. `asked`: whether the monkey did what may end it."""
        code = self.window.process.returncode
        if complaint := self.complaint():
            raise Finding("crash", f"ended with {code}\n{complaint}")
        if code != 0:
            raise Finding("crash", f"ended with {code} (signals are negative)\n{self.last_words()}")
        if not asked:
            raise Finding("end", "ended with 0, and nobody had asked it to")

    def check(self):
        """Cheap; after every action. The process is running."""
        age = time.monotonic() - self.renewed
        if self.ui_state and age > self.limits.answer and (age > self.limits.answer * self.patience or not self.starved()):
            raise Finding("hang", f"--ui-state was not renewed for {age:.0f} s\n{self.stacks()}")
        if self.longest_frame_ms > self.limits.frame_ms:
            longest, self.longest_frame_ms = self.longest_frame_ms, 0.0
            raise Finding("frame", f"a frame took {longest:.0f} ms of processor time")
        if self.most_memory_mb > self.limits.most_memory_mb:
            raise Finding("memory", f"{self.most_memory_mb:.0f} MB in use")

    def answer(self):
        """Waits until the window has taken in all that was done to it."""
        begin = time.monotonic()
        for _ in range(self.patience):
            if self.display.answers(self.window_id, self.limits.answer) is not None or self.ended():
                self.longest_answer = max(self.longest_answer, time.monotonic() - begin)
                return
            if not self.starved():
                break
        raise Finding("hang", f"no answer to a ping for {time.monotonic() - begin:.0f} s\n{self.stacks()}")

    def starved(self, seconds=2.0):
        """Whether the main thread would run if it were let: other programs have the processors."""
        thread = self.proc(f"task/{self.window.process.pid}/stat")

        def look():
            with open(thread, encoding="ascii", errors="replace") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            return fields[0], int(fields[11]) + int(fields[12])
        try:
            states, before, end = [], look()[1], time.monotonic() + seconds
            while time.monotonic() < end:
                states.append(look()[0])
                time.sleep(0.05)
            share = (look()[1] - before) / os.sysconf("SC_CLK_TCK") / seconds
        except OSError:
            return False
        return states.count("R") > len(states) / 2 and share < 0.5

    def cores(self, seconds):
        """Processors in use, on average over `seconds`; 0 when it has ended."""
        try:
            before, begin = self.window.cpu_seconds(), time.monotonic()
            time.sleep(seconds)
            return (self.window.cpu_seconds() - before) / (time.monotonic() - begin)
        except OSError:
            return 0.0

    def at_rest(self, seconds=2.0):
        """Whether nothing is drawn or computed. A paused window must be so; what runs is none of its business."""
        cores = self.cores(seconds)
        return cores <= self.limits.idle_cores and not (self.state or {}).get("moving", False), cores

    def stacks(self):
        """Where its threads are, as far as gdb is installed."""
        if not shutil.which("gdb"):
            return "(gdb would tell where)"
        command = ["gdb", "-p", str(self.window.process.pid), "-batch", "-ex", "thread apply all backtrace 12"]
        try:
            said = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60, check=False).stdout
        except subprocess.TimeoutExpired:
            return "(gdb did not come back)"
        threads = [part for part in said.split("\nThread ")[1:] if "wordfield::" in part or part.startswith("1 ")]
        return "\n".join(line for part in threads for line in ("Thread " + part).splitlines() if line.startswith(("Thread", "#")))[:6000]
