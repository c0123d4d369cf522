# SPDX-License-Identifier: MIT
"""Starts the real window and does to it what a person does: xdotool presses, --ui-state tells what is on the screen."""
import json
import os
import signal
import subprocess
import tempfile
import time

from x11 import Display


class Server:
    """An X server of a test's own, which it may kill."""

    def __init__(self):
        reading, writing = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-noreset", "-nolisten", "tcp"],
                                       pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as file:
            self.name = ":" + file.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def window(self, binary, *arguments):
        return Window(binary, *arguments, environment={"DISPLAY": self.name})

    def kill(self):
        self.server.kill()
        self.server.wait()


class Window:
    """A running wordfield under the current $DISPLAY, or another."""

    def __init__(self, binary, *arguments, size="1600x1000", settings=None, ui_state=True, environment=None, **process):
        """`settings`: a dictionary of what the window is to remember of runs before. Without `ui_state` it runs as it
        does for people: nothing wakes it, and there is no state() to ask for. `process`: for subprocess.Popen."""
        self.folder = tempfile.TemporaryDirectory()
        if settings:
            os.makedirs(os.path.join(self.folder.name, "wordfield"))
            with open(os.path.join(self.folder.name, "wordfield", "settings.json"), "w", encoding="ascii") as file:
                json.dump(settings, file)
        self.state_file = os.path.join(self.folder.name, "state.json")
        home = {"HOME": self.folder.name, "XDG_CONFIG_HOME": self.folder.name}
        self.started = time.monotonic()
        watched = ["--ui-state", self.state_file] if ui_state else []
        self.process = subprocess.Popen([binary, "--size", size, *watched, *arguments],
                                        env={**os.environ, **home, **(environment or {})},
                                        **{"stderr": subprocess.PIPE, "text": True, **process})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        self.folder.cleanup()

    def state(self):
        with open(self.state_file, encoding="utf-8") as file:
            return json.load(file)

    def wait_for(self, what, condition, seconds=30):
        """The state as soon as condition(state) holds; AssertionError with the last state when it never does."""
        end = time.monotonic() + seconds
        state = None
        while time.monotonic() < end:
            self.must_run()
            try:
                state = self.state()
                if condition(state):
                    return state
            except (FileNotFoundError, KeyError):
                pass
            time.sleep(0.1)
        shown = {key: value for key, value in (state or {}).items() if key != "rects"}
        raise AssertionError(f"waited {seconds} s in vain for {what}; last state: {shown}")

    def at_rest(self, seconds=60):
        """The state once nothing on the screen moves any more."""
        time.sleep(1.2)  # two states, so that one is younger than what was done last
        return self.wait_for("rest", lambda s: not s["moving"], seconds)

    def must_run(self):
        if self.process.poll() is not None:
            said = self.process.stderr.read() if self.process.stderr else ""
            raise AssertionError(f"the window ended with {self.process.returncode}: {said}")

    def window_id(self):
        for _ in range(50):  # a search fails when another window goes while it is looked at
            self.must_run()
            found = subprocess.run(["xdotool", "search", "--name", "^Wordfield$"], capture_output=True, text=True, check=False).stdout.split()
            if found:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError("no window is called Wordfield")

    @staticmethod
    def do(*words):
        subprocess.run(["xdotool", *[str(word) for word in words]], check=True)

    def move(self, x, y):
        self.do("mousemove", round(x), round(y))
        time.sleep(0.15)

    def click(self, x, y, button=1):
        self.move(x, y)
        self.do("mousedown", button)
        time.sleep(0.12)
        self.do("mouseup", button)
        time.sleep(0.15)

    def click_rect(self, name):
        """Presses where `name` is; on a page that is still filling it may be elsewhere once the pointer is there."""
        rect = None
        for _ in range(8):
            now = self.wait_for(f"{name} to be there", lambda s: name in s["rects"], seconds=15)["rects"][name]
            if now == rect:
                break
            rect = now
            self.move(rect["x"] + rect["width"] / 2, rect["y"] + rect["height"] / 2)
        self.click(rect["x"] + rect["width"] / 2, rect["y"] + rect["height"] / 2)

    def drag(self, start, end, button=1, hold=0.0):
        """`hold`: seconds between pressing and moving, where the press must be seen at its place by a slow frame."""
        self.move(*start)
        self.do("mousedown", button)
        time.sleep(hold)
        for i in range(1, 9):
            self.move(start[0] + (end[0] - start[0]) * i / 8, start[1] + (end[1] - start[1]) * i / 8)
        self.do("mouseup", button)
        time.sleep(0.2)

    def key(self, *names):
        for name in names:
            self.do("key", "--delay", 60, name)
            time.sleep(0.1)

    def type(self, words):
        self.wait_for("a text field", lambda s: s["typing"])
        self.do("type", "--delay", 40, words)

    def ask_to_close(self):
        """As the window manager would: a WM_DELETE_WINDOW message."""
        display = Display()
        display.ask_to_close(int(self.window_id()))
        display.close()

    def close(self):
        """Asks it to close. Returns the exit code."""
        self.ask_to_close()
        return self.process.wait(timeout=20)

    def picture(self):
        """The pixels of the window, as they are on the screen."""
        display = Display()
        try:
            return display.picture(int(self.window_id()))
        finally:
            display.close()

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def worker_seconds(self):
        """Processor time of the threads that train and make maps, as far as they are there now: all of our own but the
        one that draws. Those of OpenGL in software have names of their own."""
        total = 0
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            if int(thread) == self.process.pid:
                continue
            try:
                with open(f"/proc/{self.process.pid}/task/{thread}/stat", encoding="ascii") as file:
                    name, rest = file.read().split("(", 1)[1].rsplit(")", 1)
            except FileNotFoundError:
                continue  # it has just ended
            if name == "wordfield":
                fields = rest.split()
                total += int(fields[11]) + int(fields[12])
        return total / os.sysconf("SC_CLK_TCK")

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
