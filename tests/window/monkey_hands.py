# SPDX-License-Identifier: MIT
"""What the monkey does to the window. Every action draws from a generator of its own, so that the nth one is the same
whenever the seed is, whatever the ones before it met."""
import os
import subprocess
import time

KEYS = ("space", "period", "r", "R", "slash", "question", "Escape", "i", "f", "l", "Home", "Left", "Right", "bracketleft",
        "bracketright", "F11", *"123456789", "ctrl+f", "ctrl+s", "ctrl+o", "ctrl+z", "ctrl+shift+z", "Tab", "shift+Tab", "Return", "BackSpace",
        "Delete", "ctrl+a", "ctrl+c", "ctrl+x", "ctrl+v", "Up", "Down", "Prior", "Next", "End", "alt+F4", "minus", "ctrl+plus")
WORDS = ("coffee", "king - man + woman", "man, unicorn to woman", "the king of the", "-1", "1e30", "nan", "999999999999", ".", "",
         "Müller ß ñ", "the " * 40, "x" * 300, "+ - + -", "king to", "w1x w3x w4x", "cat - cats + dogs", "0.5", "[[[", "a;b|c\"d'")
SAVES = ("a.ckpt", "b.ckpt", "over.txt", "no/such/c.ckpt", ".", "/dev/full", "d" * 250, "plain")
STARTS = ([], [], [], [], ["--tour"], ["--light"], ["--model", "skipgram"], ["--dims", "3"], ["--project", "pca"], ["--threads", "1"],
          ["--corpus", "small.txt"], ["--corpus", "wide.txt"], ["--corpus", "good.grammar"], ["--resume", "gpt.ckpt"],
          ["--resume", "skip.ckpt"], ["--corpus", "small.txt", "--resume", "small.ckpt"], ["--select", "coffee,tea"],
          ["--prompt", "the cat eats", "--seed", "7"])


class Hands:
    def __init__(self, eyes, screen, folder, food, log):
        """`screen`: its width and height in pixels; `food`: names in `folder`; `log`: takes a line of text."""
        self.eyes, self.screen, self.folder, self.food, self.log = eyes, screen, folder, food, log
        self.display = eyes.display
        self.asked_to_end = False

    def do(self, *words):
        self.log(" ".join(str(word) for word in words))
        self.quietly(*words)

    def quietly(self, *words):
        try:
            self.eyes.window.do(*words)
        except subprocess.CalledProcessError as error:
            self.log(f"# {error}")  # the window may have ended meanwhile

    def size(self):
        return self.display.size(self.eyes.window_id) or self.screen

    def anywhere(self, dice):
        width, height = self.size()
        return int(dice.random() * width), int(dice.random() * height)

    def control(self, dice, part=""):
        """(name, x, y): a place inside a named control, each kind as likely as any other; ("", x, y) anywhere without."""
        groups = {}
        for name, rect in ((self.eyes.state or {}).get("rects") or {}).items():
            if isinstance(rect, dict) and name.startswith(part):
                groups.setdefault(name.split(".")[0], []).append((name, rect))
        kind, member, across, down = dice.random(), dice.random(), dice.random(), dice.random()
        place = self.anywhere(dice)
        if not groups:
            return "", *place
        names = sorted(groups[sorted(groups)[int(kind * len(groups))]], key=lambda item: item[0])
        name, rect = names[int(member * len(names))]
        width, height = self.size()
        x, y = rect["x"] + across * rect["width"], rect["y"] + down * rect["height"]
        return name, int(min(max(x, 0), width - 1)), int(min(max(y, 0), height - 1))

    def word(self, dice):
        words = ((self.eyes.state or {}).get("rects") or {}).get(dice.choice(("words", "words", "second_words"))) or []
        at, place = dice.random(), self.anywhere(dice)
        return (int(words[int(at * len(words))]["x"]), int(words[int(at * len(words))]["y"])) if words else place

    def press(self, x, y, dice):
        held = dice.choice(("", "", "", "ctrl", "shift"))
        button = dice.choice((1, 1, 1, 1, 1, 1, 2, 3))
        self.do("mousemove", x, y)
        if held:
            self.do("keydown", held)
        for _ in range(dice.choice((1, 1, 1, 2))):
            self.do("mousedown", button)
            time.sleep(dice.choice((0, 0.02, 0.15)))
            self.do("mouseup", button)
        if held:
            self.do("keyup", held)

    # The actions. Each returns nothing and may leave the window in any state.

    def click_anywhere(self, dice):
        self.press(*self.anywhere(dice), dice)

    def click_control(self, dice):
        name, x, y = self.control(dice)
        self.log(f"# {name or 'anywhere'}")
        self.press(x, y, dice)

    def click_word(self, dice):
        self.press(*self.word(dice), dice)

    def hover(self, dice):
        for _ in range(dice.randint(1, 8)):
            self.do("mousemove", *(self.word(dice) if dice.random() < 0.5 else self.anywhere(dice)))
            time.sleep(0.03)

    def drag(self, dice):
        places = [self.control(dice)[1:] if dice.random() < 0.5 else self.word(dice)]
        places += [self.anywhere(dice) for _ in range(dice.randint(1, 6))]
        held, button = dice.choice(("", "", "", "shift", "ctrl")), dice.choice((1, 1, 1, 2, 3))
        if held:
            self.do("keydown", held)
        self.do("mousemove", *places[0])
        self.do("mousedown", button)
        for place in places[1:]:
            time.sleep(dice.choice((0, 0.05, 0.2)))
            self.do("mousemove", *place)
        if dice.random() < 0.15:
            self.do("key", dice.choice(KEYS[:20]))  # a key while the button is held
        self.do("mouseup", button)
        if held:
            self.do("keyup", held)

    def wheel(self, dice):
        self.do("mousemove", *self.anywhere(dice))
        self.do("click", "--repeat", dice.randint(1, 25), "--delay", dice.choice((1, 20)), dice.choice((4, 5)))

    def key(self, dice):
        self.do("mousemove", *self.anywhere(dice))
        for _ in range(dice.choice((1, 1, 1, 2, 5))):
            self.do("key", "--delay", dice.choice((1, 30)), dice.choice(KEYS))

    def many_keys(self, dice):
        self.do("key", "--repeat", dice.randint(5, 40), "--delay", 2, dice.choice(KEYS[:20]))

    def type_words(self, dice):
        name, x, y = self.control(dice, dice.choice(("attention.sentence", "words.search", "word.arithmetic", "map.axis", "")))
        self.do("mousemove", x, y)
        self.do("click", 1)
        if dice.random() < 0.7:
            self.do("key", "ctrl+a")
        self.do("type", "--delay", 4, "--", dice.choice(WORDS))
        if dice.random() < 0.5:
            self.do("key", "Return")

    def path(self, keys, path, dice):
        self.do("key", keys)
        time.sleep(0.3)
        self.do("key", "ctrl+a")
        self.do("type", "--delay", 4, "--", path.encode("utf-8", "replace").decode())
        if dice.random() < 0.2:
            time.sleep(dice.random())
        self.do("key", "Return")

    def open_file(self, dice):
        self.path("ctrl+o", os.path.join(self.folder, dice.choice(self.food)), dice)

    def save(self, dice):
        self.path("ctrl+shift+s", os.path.join(self.folder, "out", dice.choice(SAVES)) if dice.random() < 0.8 else "/dev/full", dice)

    def drop_files(self, dice):
        names = [dice.choice(self.food) for _ in range(dice.choice((1, 1, 1, 2, 4)))]
        paths = [os.path.join(self.folder, name).encode("utf-8", "surrogateescape") for name in names]
        self.log(f"# drop {names}")
        self.display.drop(self.eyes.window_id, paths, *self.anywhere(dice))

    def resize(self, dice):
        some = dice.randint(200, self.screen[0]), dice.randint(150, self.screen[1])
        size = dice.choice((self.screen, (1280, 800), (800, 560), (320, 240), (1, 1), some))
        self.do("windowsize", self.eyes.window_id, *size)
        if dice.random() < 0.3:
            self.do("windowmove", self.eyes.window_id, dice.randint(-300, 300), dice.randint(-300, 300))

    def restore(self, _dice):
        self.do("windowmove", self.eyes.window_id, 0, 0)
        self.do("windowsize", self.eyes.window_id, *self.screen)

    def minimise(self, dice):
        self.do("windowunmap", self.eyes.window_id)
        time.sleep(dice.random())
        self.do("windowmap", self.eyes.window_id)

    def other_model(self, dice):
        self.press_named("training.new_model")
        for _ in range(dice.randint(1, 6)):
            _, x, y = self.control(dice, "new.")
            self.do("mousemove", x, y)
            self.do("click", 1)
            time.sleep(0.1)
        self.press_named(dice.choice(("new.start", "new.start", "new.start", "new.cancel")))

    def two_maps(self, _dice):
        self.press_named("map.two") or self.press_named("map2.close")

    def theme(self, dice):
        self.press_named("control.view")
        _, x, y = self.control(dice)
        self.do("mousemove", x, y)
        self.do("click", 1)

    def scrub(self, dice):
        self.do("key", "--repeat", dice.randint(1, 8), "--delay", 15, dice.choice(("Left", "Right")))
        start, end = self.control(dice, "panel.Time"), self.control(dice, "panel.Time")
        self.do("mousemove", *start[1:])
        self.do("mousedown", 1)
        self.do("mousemove", *end[1:])
        self.do("mouseup", 1)

    def pause(self, _dice):
        self.do("key", "space")

    def nothing(self, dice):
        time.sleep(dice.choice((0.2, 0.5, 1, 2)))

    def ask_to_end(self, dice):
        self.asked_to_end = True
        if dice.random() < 0.3:
            self.path("ctrl+s", "out/last.ckpt", dice)
        if dice.random() < 0.5:
            self.do("key", "ctrl+q")
        else:
            self.log("# close")
            self.display.ask_to_close(self.eyes.window_id)
        time.sleep(1)

    def press_named(self, name):
        """Presses a control by its whole name where it is on the screen."""
        rect = ((self.eyes.state or {}).get("rects") or {}).get(name)
        if not rect:
            return False
        self.log(f"# {name}")
        self.do("mousemove", int(rect["x"] + rect["width"] / 2), int(rect["y"] + rect["height"] / 2))
        self.do("click", 1)
        time.sleep(0.6)  # for the next state
        return True

    def let_go(self):
        self.quietly("mouseup", 1, "mouseup", 2, "mouseup", 3, "keyup", "ctrl", "keyup", "shift", "keyup", "alt")


ACTIONS = ((14, "click_control"), (8, "click_anywhere"), (8, "click_word"), (8, "drag"), (6, "wheel"), (10, "key"), (2, "many_keys"),
           (6, "type_words"), (5, "open_file"), (3, "save"), (3, "drop_files"), (3, "resize"), (3, "restore"), (1, "minimise"),
           (4, "other_model"), (3, "two_maps"), (2, "theme"), (5, "scrub"), (4, "pause"), (4, "hover"), (6, "nothing"),
           (0.25, "ask_to_end"))


def draw_action(dice):
    return dice.choices([name for _, name in ACTIONS], [weight for weight, _ in ACTIONS])[0]
