# SPDX-License-Identifier: MIT
"""What --export page.html writes, in a real browser without a window: page_test.py WORDFIELD BROWSER"""
import base64
import html.parser
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest

binary, browser = sys.argv[1:3]


class Page(html.parser.HTMLParser):
    """The page's data, and the addresses that it would load something from."""

    def __init__(self, text):
        super().__init__()
        self.inside, self.data, self.addresses = None, "", []
        self.feed(text)
        self.data = json.loads(self.data)

    def handle_starttag(self, tag, attributes):
        self.inside = dict(attributes).get("id") if tag == "script" else None
        self.addresses += [value for name, value in attributes if name in ("src", "href")]

    def handle_data(self, text):
        if self.inside == "data":
            self.data += text


def look(path, step=None, *options):
    address = "file://" + path + (f"#step={step}" if step is not None else "")
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                               "--user-data-dir=" + profile, "--window-size=1280,800", "--virtual-time-budget=2000",
                               *options, address], check=True, capture_output=True, text=True, timeout=120).stdout


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "page.html")
        layout = os.path.join(cls.folder.name, "map.layout.csv")
        metrics = os.path.join(cls.folder.name, "map.METRICS.csv")
        subprocess.run([binary, "--headless", "--steps", "60", "--seed", "1", "--export", cls.path, "--export", layout,
                        "--export", metrics], check=True, capture_output=True)
        with open(cls.path, encoding="utf-8") as file:
            cls.text = file.read()
        with open(layout, encoding="utf-8") as file:
            cls.layout = file.read().splitlines()
        with open(metrics, encoding="utf-8") as file:
            cls.metrics = file.read().splitlines()
        cls.page = Page(cls.text)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_it_is_one_file_that_asks_for_nothing(self):
        self.assertEqual(self.page.addresses, [])
        self.assertNotIn("http", self.text)
        self.assertNotIn("{{", re.sub(r"<script.*?</script>", "", self.text, flags=re.S))
        self.assertLess(os.path.getsize(self.path), 5_000_000)

    def test_it_has_step_0_and_the_last_one_with_every_word_where_the_map_has_it(self):
        data = self.page.data
        self.assertEqual(data["steps"][0], 0)
        self.assertEqual(data["steps"][-1], 60)
        self.assertEqual(data["steps"], sorted(set(data["steps"])))
        words, frames = len(data["words"]), len(data["steps"])
        numbers = base64.b64decode(data["places"], validate=True)
        self.assertEqual(len(numbers), 4 * words * frames)
        last = struct.unpack(f"<{2 * words}h", numbers[-4 * words:])
        places = dict(zip(data["words"], zip(last[::2], last[1::2])))
        rows = [line.split(",") for line in self.layout[1:] if '"' not in line]
        self.assertGreater(len(rows), 500)
        scales = [places[word][0] / float(x) for word, x, *_ in rows if abs(float(x)) > 0.2]
        self.assertGreater(min(scales), 0)
        self.assertLess(max(scales) / min(scales), 1.01)  # the same map, in other units
        for word, x, y, *_ in rows:
            self.assertAlmostEqual(places[word][1] / scales[0], float(y), delta=0.005)
        self.assertLessEqual(max(abs(number) for number in last), 30_000)

    def test_the_table_of_curves_has_the_loss(self):
        self.assertEqual(self.metrics[0], "curve,step,value")
        loss = [line.split(",") for line in self.metrics if line.startswith("training loss,")]
        self.assertGreater(len(loss), 5)
        self.assertGreater(float(loss[0][2]), float(loss[-1][2]))

    def test_a_browser_shows_it_and_opens_it_at_a_step(self):
        self.assertIn(">step 60<", look(self.path, None, "--dump-dom"))
        self.assertRegex(look(self.path, None, "--dump-dom"), r"held-out loss \d\.\d\d nats")
        self.assertIn(">step 0<", look(self.path, 0, "--dump-dom"))
        pictures = []
        for step in (0, 60):
            picture = os.path.join(self.folder.name, f"step{step}.png")
            look(self.path, step, "--screenshot=" + picture)
            with open(picture, "rb") as file:
                pictures.append(file.read())
        self.assertNotEqual(pictures[0], pictures[1])
        self.assertGreater(min(len(picture) for picture in pictures), 40_000)  # some hundred words are on it


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
