#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The real window, driven as a person drives it. What is on the screen, and what looking closer at it shows.
Needs a display (Xvfb does) and xdotool. usage: look_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import time
import unittest

import window_case as case


class Answers(unittest.TestCase):
    def test_a_click_on_a_word_selects_it_everywhere(self):
        with case.open_window("--steps", "120") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 120, seconds=90)
            word = case.isolated_word(window.at_rest())
            window.move(word["x"], word["y"])
            window.wait_for("hover", lambda s: s["hovered"] == word["word"])
            window.click(word["x"], word["y"])
            state = window.wait_for("a selection", lambda s: s["selected"] == [word["word"]])
            self.assertIn("word.row", state["rects"])
            self.assertGreaterEqual(len(state["neighbours"]), 8)
            self.assertNotIn(word["word"], state["neighbours"])
            window.key("Escape")
            window.wait_for("nothing selected", lambda s: s["selected"] == [])

    def test_ctrl_click_adds_and_a_box_takes_many(self):
        with case.open_window("--steps", "100") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 100, seconds=90)
            word = case.isolated_word(window.at_rest())
            window.click(word["x"], word["y"])
            window.wait_for("one word", lambda s: len(s["selected"]) == 1)
            near = window.state()["neighbours"][0]
            row = window.state()["rects"][f"near.{near}"]
            window.do("keydown", "ctrl")
            window.click(row["x"] + 20, row["y"] + row["height"] / 2)
            window.do("keyup", "ctrl")
            window.wait_for("two words", lambda s: s["selected"] == [word["word"], near])
            canvas = window.state()["rects"]["map.canvas"]
            window.do("keydown", "shift")
            window.drag((canvas["x"] + 30, canvas["y"] + 100), (canvas["x"] + canvas["width"] - 30, canvas["y"] + canvas["height"] - 40))
            window.do("keyup", "shift")
            window.wait_for("a boxful", lambda s: len(s["selected"]) > 20)

    def test_typing_a_sentence_changes_attention_and_distribution(self):
        with case.open_window("--steps", "200") as window:
            before = window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 200, seconds=120)
            window.click_rect("attention.sentence")
            window.key("ctrl+a")
            window.type("the king of the")
            state = window.wait_for("the new sentence", lambda s: s["tokens"] == ["the", "king", "of", "the"])
            self.assertNotEqual(state["next_word"], before["next_word"])
            self.assertFalse(state["playing"])  # spaces went into the sentence, not to the pause

    def test_search_finds_and_flies(self):
        with case.open_window("--steps", "60") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 60, seconds=60)
            window.key("slash")
            window.type("coffee")
            window.key("Return")
            window.wait_for("coffee", lambda s: s["selected"] == ["coffee"])
            state = window.at_rest()
            canvas = state["rects"]["map.canvas"]
            quarters = [0, 0, 0, 0]  # of the canvas: none is left empty by the flight
            for word in state["rects"]["words"]:
                right = word["x"] > canvas["x"] + canvas["width"] / 2
                below = word["y"] > canvas["y"] + canvas["height"] / 2
                quarters[2 * below + right] += 1
            self.assertGreater(sorted(quarters)[1], 5, quarters)

    def test_dragging_and_zooming_move_the_map_while_training_runs(self):
        with case.open_window() as window:
            state = case.trained(window, 60)
            canvas = state["rects"]["map.canvas"]
            middle = (canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
            window.drag(middle, (middle[0] + 200, middle[1]))
            moved = window.wait_for("the drag", lambda s: sum(w["x"] for w in s["rects"]["words"]) / len(s["rects"]["words"])
                                    > sum(w["x"] for w in state["rects"]["words"]) / len(state["rects"]["words"]) + 60)
            self.assertTrue(moved["playing"])


class TakesBack(unittest.TestCase):
    def test_what_was_done_is_taken_back_in_order_and_done_again(self):
        with case.open_window("--steps", "100") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 100, seconds=90)
            word = case.isolated_word(window.at_rest())
            window.click(word["x"], word["y"])
            window.wait_for("a selection", lambda s: s["selected"] == [word["word"]])
            window.wait_for("its step", lambda s: s["undo"] == f"choose “{word['word']}”")
            before = window.state()["sentence"]
            window.key("2")
            window.wait_for("a hidden panel", lambda s: "panel.Training" not in s["rects"])
            window.click_rect("attention.sentence")
            window.key("ctrl+a")
            window.type("the king of the")
            window.wait_for("the new sentence", lambda s: s["tokens"] == ["the", "king", "of", "the"])
            window.key("Return")  # Esc would bring the sentence of before back
            window.wait_for("no field", lambda s: not s["typing"])
            window.click_rect("map.two")
            window.wait_for("two maps", lambda s: "map2.canvas" in s["rects"])
            window.key("ctrl+z")
            window.wait_for("one map", lambda s: "map2.canvas" not in s["rects"] and s["redo"] == "show another map")
            window.key("ctrl+z")
            window.wait_for("the sentence before", lambda s: s["sentence"] == before and len(s["tokens"]) != 4)
            window.key("ctrl+z")
            window.wait_for("the panel", lambda s: "panel.Training" in s["rects"] and s["selected"] == [word["word"]])
            window.key("ctrl+z")
            window.wait_for("nothing chosen", lambda s: s["selected"] == [] and s["undo"] == "")
            window.key("ctrl+z")  # there is nothing more
            for _ in range(2):
                window.key("ctrl+shift+z")
            window.wait_for("both again", lambda s: s["selected"] == [word["word"]] and "panel.Training" not in s["rects"])
            window.key("ctrl+y")
            window.wait_for("the sentence again", lambda s: s["tokens"] == ["the", "king", "of", "the"])
            self.assertEqual(window.state()["redo"], "show another map")


class ComparesSeeds(unittest.TestCase):
    def test_a_study_runs_beside_the_training_and_its_words_can_be_chosen(self):
        with case.open_window("--dim", "16", "--threads", "2") as window:
            case.trained(window, 60)
            window.click_rect("control.file")
            window.click_rect("file.Compare seeds …")
            state = window.wait_for("the question", lambda s: "seeds.start" in s["rects"])
            steps = state["rects"]["seeds.steps"]
            count = state["rects"]["seeds.count"]
            for slider in steps, count:
                window.click(slider["x"] + 2, slider["y"] + slider["height"] / 2)  # the fewest
            window.wait_for("two", lambda s: "seeds.chosen.2" in s["rects"])
            before = window.state()["step"]
            window.click_rect("seeds.start")
            state = window.wait_for("the comparison", lambda s: any(n.startswith("seeds.row.") for n in s["rects"]), seconds=60)
            self.assertGreater(state["step"], before)  # training went on
            self.assertTrue(state["playing"])
            row = next(n for n in state["rects"] if n.startswith("seeds.row."))
            window.click_rect(row)
            window.wait_for("the word", lambda s: s["selected"] == [row.removeprefix("seeds.row.")])
            window.key("Escape")
            window.wait_for("the window alone", lambda s: "seeds" not in s["rects"] and len(s["selected"]) == 1)


class LooksInside(unittest.TestCase):
    def test_a_cell_of_attention_opens_and_closes_again(self):
        with case.open_window("--steps", "60", size="1280x800") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 60, seconds=60)
            window.at_rest()
            window.click_rect("attention.cell.3.1")
            state = window.wait_for("the cell", lambda s: s["inside"] == "Attention cell")
            self.assertEqual(state["position"], 3)
            self.assertEqual(state["cell"], [3, 1])
            inside, canvas = state["rects"]["inside"], state["rects"]["panel.Map"]
            self.assertGreaterEqual(inside["y"], canvas["y"] + canvas["height"] - 0.5)  # the map stays whole
            self.assertNotIn("panel.Attention", state["rects"])
            window.click_rect("cell.column.0")
            window.wait_for("its neighbour", lambda s: s["cell"] == [3, 0])
            window.click_rect("inside.tab.lineup")
            window.wait_for("the line-up", lambda s: s["inside"] == "Line-up"
                            and any(name.startswith("lineup.") for name in s["rects"]))
            window.key("Escape")
            window.wait_for("the panels again", lambda s: s["inside"] == "" and "inside" not in s["rects"]
                            and "panel.Attention" in s["rects"])

    def test_the_temperature_can_be_set_in_a_curve_and_the_paused_window_rests(self):
        with case.open_window("--steps", "60") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 60, seconds=60)
            window.click_rect("next.physics")
            state = window.wait_for("the physics", lambda s: "softmax.plot.entropy" in s["rects"])
            plot = state["rects"]["softmax.plot.entropy"]
            window.click(plot["x"] + plot["width"] * 0.8, plot["y"] + plot["height"] / 2)
            window.wait_for("a hotter softmax", lambda s: 1.5 < s["temperature"] < 3)
            window.at_rest()
            before = window.cpu_seconds()
            time.sleep(4)
            self.assertLess((window.cpu_seconds() - before) / 4, 0.03)
            window.click_rect("inside.close")
            window.wait_for("the panels again", lambda s: s["inside"] == "" and "next.physics" in s["rects"])

    def test_every_page_stays_open_while_the_model_is_exchanged(self):
        with case.open_window() as window:
            case.trained(window, 60)
            window.click_rect("attention.lives")
            window.wait_for("the heads", lambda s: "head.life.1.3" in s["rects"])
            window.click_rect("training.new_model")
            window.wait_for("the dialog", lambda s: "new.kind.skip-gram" in s["rects"])
            window.click_rect("new.kind.skip-gram")
            window.wait_for("its settings", lambda s: "new.negatives.5" in s["rects"])
            time.sleep(1)
            window.click_rect("new.start")
            window.wait_for("a skip-gram", lambda s: s["model"] == "skipgram" and s["step"] > 5)
            for tab, name in (("lineup", "Line-up"), ("layers", "Through the layers"), ("softmax", "Softmax as physics"),
                              ("cell", "Attention cell"), ("head", "Heads over time")):
                window.click_rect(f"inside.tab.{tab}")
                state = window.wait_for(name, lambda s, name=name: s["inside"] == name)
            self.assertNotIn("head.life.0.0", state["rects"])
            window.click_rect("training.new_model")
            window.wait_for("the dialog", lambda s: "new.kind.transformer" in s["rects"])
            window.click_rect("new.kind.transformer")
            window.wait_for("its settings", lambda s: any(name.startswith("new.layers") for name in s["rects"]))
            time.sleep(1)  # the dialog takes its new size, and the button another place
            window.click_rect("new.start")
            window.wait_for("its heads", lambda s: s["model"] == "gpt" and "head.life.0.0" in s["rects"])

    def test_two_sentences_and_the_path_on_the_map(self):
        with case.open_window("--steps", "100") as window:
            window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == 100, seconds=60)
            case.scrolled_to(window, "section.Through the layers")
            window.click_rect("section.Through the layers")
            case.scrolled_to(window, "layers.open")
            window.click_rect("layers.open")
            window.wait_for("the layers", lambda s: "layers.example" in s["rects"])
            window.click_rect("layers.example")
            window.wait_for("both paths", lambda s: "map.path.there.2" in s["rects"])
            window.at_rest()  # the camera flies there
            state = window.state()
            self.assertEqual(state["tokens"][-1], "apple")
            self.assertIn("map.path.here.2", state["rects"])
            canvas = state["rects"]["map.canvas"]
            for name in ("map.path.here.0", "map.path.here.1", "map.path.here.2"):
                self.assertGreater(state["rects"][name]["x"], canvas["x"], name)
            window.click_rect("inside.path")
            window.wait_for("no path", lambda s: "map.path.here.0" not in s["rects"])


class Explains(unittest.TestCase):
    def test_help_opens_and_escape_closes_it(self):
        with case.open_window("--steps", "20", "--select", "coffee") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 20 and "help.Training" in s["rects"])
            window.click_rect("help.Training")
            window.wait_for("the page", lambda s: "help.page" in s["rects"])
            window.key("Escape")
            state = window.wait_for("no page", lambda s: "help.page" not in s["rects"])
            self.assertEqual(state["selected"], ["coffee"])  # Esc took the page away and nothing else

    def test_labels_keep_off_what_lies_over_the_map_and_regions_have_names(self):
        for size in ("1280x800", "1600x1000"):
            with case.open_window("--steps", "500", size=size) as window:
                window.wait_for("the end of its steps", lambda s: s["step"] == 500, seconds=120)
                window.at_rest()
                rects = window.state()["rects"]
                labels = rects["labels"]
                self.assertGreater(sum(label["region"] for label in labels), 15)
                self.assertGreater(sum(not label["region"] for label in labels), 10 if size == "1280x800" else 50)
                over = [rects[name] for name in ("map.quality", "map.words", "map.caution", "map.method.t-SNE", "map.settings", "map.lasso")
                        if name in rects]
                self.assertGreater(len(over), 3)
                for label in labels:
                    for sign in over:
                        apart = (label["x"] + label["width"] <= sign["x"] or sign["x"] + sign["width"] <= label["x"]
                                 or label["y"] + label["height"] <= sign["y"] or sign["y"] + sign["height"] <= label["y"])
                        self.assertTrue(apart, f"{size}: {label} lies under {sign}")
                texts = [label["text"] for label in labels if not label["region"]]
                self.assertEqual(len(texts), len(set(texts)))
                regions = {label["text"] for label in labels if label["region"]}
                self.assertGreaterEqual(len(regions), 20)  # of 36 categories; some have no room
                self.assertGreaterEqual(len(regions & {"fruit", "weekday", "clothing", "colour", "animal"}), 3)

    def test_a_resting_mouse_points_at_nothing_new(self):
        with case.open_window() as window:
            first = case.trained(window, 60)
            for _ in range(20):  # the words are on their way: one is missed now and then
                word = case.isolated_word(first)
                window.move(word["x"], word["y"])
                time.sleep(0.6)
                first = window.state()
                if first["hovered"]:
                    break
            self.assertTrue(first["hovered"])
            hovered = set()
            for _ in range(20):  # the map goes on all the time
                time.sleep(0.3)
                hovered.add(window.state()["hovered"])
            later = window.state()
            self.assertGreater(later["map_step"], first["map_step"])
            self.assertLessEqual(len(hovered), 2, hovered)  # the first may have changed between two looks

    def test_the_map_alone_fills_the_window_until_it_is_left(self):
        with case.open_window("--steps", "60") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 60, seconds=60)
            before = window.state()["rects"]["map.canvas"]
            window.key("m")
            alone = window.wait_for("the map alone", lambda s: "panel.Training" not in s["rects"])["rects"]
            self.assertEqual((alone["map.canvas"]["width"], alone["map.canvas"]["height"]), (1600, 1000))
            self.assertNotIn("map.settings", alone)
            self.assertIn("map.caption", alone)
            window.key("Escape")
            again = window.wait_for("everything", lambda s: "panel.Training" in s["rects"])["rects"]
            self.assertEqual(again["map.canvas"], before)

    def test_a_sum_is_shown_large_and_on_axes_of_its_own(self):
        with case.open_window("--steps", "400") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 400, seconds=90)
            window.at_rest()
            case.scrolled_to(window, "arithmetic.on_map")
            window.click_rect("arithmetic.on_map")
            window.wait_for("the figure", lambda s: "map.sum_axes" in s["rects"])
            window.at_rest()
            state = window.state()
            canvas, words = state["rects"]["map.canvas"], {w["word"]: w for w in state["rects"]["words"]}
            four = [words[word] for word in ("king", "man", "woman")]
            wide = max(abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]) for a in four for b in four)
            self.assertGreater(wide, 0.3 * canvas["height"])
            window.click_rect("map.sum_axes")
            window.wait_for("its axes", lambda s: s["map_method"] == "axes" and s["moving"] is False and "map.axis_name.1" in s["rects"])
            window.at_rest()
            words = {w["word"]: w for w in window.state()["rects"]["words"]}
            self.assertGreater(words["woman"]["x"] - words["man"]["x"], 50)  # across
            self.assertGreater(words["man"]["y"] - words["king"]["y"], 50)  # upwards

    def test_the_tour_ticks_off_what_was_done(self):
        with case.open_window("--steps", "60", "--tour", size="1280x800") as window:
            state = window.wait_for("the tour", lambda s: s["tour"] == 0 and s["step"] == 60 and len(s["rects"]["words"]) > 50, seconds=60)
            self.assertFalse(state["tour_task_done"])
            card = state["rects"]["tour.card"]
            hidden = [w for w in state["rects"]["words"] if card["x"] < w["x"] < card["x"] + card["width"]
                      and card["y"] < w["y"] < card["y"] + card["height"]]
            self.assertLess(len(hidden), 0.05 * len(state["rects"]["words"]))
            window.at_rest()
            word = case.isolated_word(window.state())
            window.click(word["x"], word["y"])
            window.wait_for("its tick", lambda s: s["tour_task_done"])
            window.click_rect("tour.next")
            state = window.wait_for("the second step", lambda s: s["tour"] == 1 and s["selected"] == ["coffee"])
            self.assertFalse(state["tour_task_done"])
            grip = state["rects"]["tour.grip"]
            x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
            window.drag((x, y), (x + (90 if x < 640 else -90), y))
            moved = window.wait_for("the card elsewhere", lambda s: s["rects"]["tour.card"] != state["rects"]["tour.card"])
            self.assertEqual(moved["tour"], 1)

    def test_the_tour_comes_when_asked_and_can_be_left(self):
        with case.open_window("--steps", "10") as window:
            self.assertEqual(window.wait_for("a window", lambda s: s["step"] == 10)["tour"], -1)
        with case.open_window("--steps", "10", "--tour") as window:
            window.wait_for("the tour", lambda s: s["tour"] == 0 and "tour.next" in s["rects"])
            window.click_rect("tour.next")
            window.wait_for("its second step", lambda s: s["tour"] == 1)
            window.key("Escape")
            window.wait_for("its end", lambda s: s["tour"] == -1)

    def test_twins_are_made_marked_and_taken_back(self):
        with case.open_window("--steps", "100", "--select", "tea,coffee") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 100, seconds=90)
            window.at_rest()
            window.click_rect("word.tab.whatif")
            case.scrolled_to(window, "whatif.twins")
            window.click_rect("whatif.twins")
            state = window.wait_for("the experiment", lambda s: s["experiments"])
            self.assertEqual(state["experiments"], [{"what": "twins: coffee = tea", "step": 100, "undone": False}])
            window.key("ctrl+z")
            window.wait_for("undoing", lambda s: s["experiments"][0]["undone"])

    def test_a_relation_plays_through_its_pairs(self):
        with case.open_window("--steps", "60", "--select", "king") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 60, seconds=90)
            window.at_rest()  # the curves have come, and nothing below them moves any more
            case.scrolled_to(window, "section.Relations")
            window.click_rect("section.Relations")
            case.scrolled_to(window, "relation.gender")
            window.click_rect("relation.gender")
            first = window.wait_for("a question", lambda s: s["arithmetic"] != "king - man + woman")["arithmetic"]
            window.wait_for("the next one", lambda s: s["arithmetic"] != first)

    def test_a_frozen_row_carries_a_lock_wherever_its_word_is(self):
        with case.open_window("--steps", "60", "--select", "coffee") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 60 and not s["playing"], seconds=60)
            window.at_rest()
            self.assertNotIn("map.lock.coffee", window.state()["rects"])
            window.click_rect("word.tab.whatif")
            case.scrolled_to(window, "whatif.freeze")
            window.click_rect("whatif.freeze")
            window.wait_for("the lock", lambda s: {"map.lock.coffee", "token.lock.2"} <= s["rects"].keys())
            window.key("slash")
            window.type("coffee")
            window.wait_for("its line", lambda s: "words.frozen.coffee" in s["rects"])

    def test_a_word_is_dragged_away(self):
        with case.open_window("--steps", "150", "--select", "coffee") as window:
            window.wait_for("the end of its steps", lambda s: s["step"] == 150, seconds=90)
            window.click_rect("word.tab.whatif")
            case.scrolled_to(window, "whatif.drag")
            window.click_rect("whatif.drag")
            state = window.at_rest()
            word = case.isolated_word(state)
            canvas = state["rects"]["map.canvas"]
            window.move(word["x"], word["y"])
            window.wait_for("hover", lambda s: s["hovered"] == word["word"])
            middle = (canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
            window.drag((word["x"], word["y"]), middle, hold=0.5)
            state = window.wait_for("the experiment", lambda s: s["experiments"])
            self.assertEqual(state["experiments"][0]["what"], "drag: " + word["word"])
            self.assertEqual(state["selected"], [word["word"]])


class Maps(unittest.TestCase):
    def test_another_method_arrives_while_training_is_paused(self):
        with case.open_window("--steps", "150") as window:
            before = self.rested(window)
            window.click_rect("map.method.PCA")
            window.wait_for("the method", lambda s: s["map_method"] == "PCA")
            paused = window.at_rest()
            self.assertLess(paused["map_kept"], before["map_kept"])
        with case.open_window("--steps", "150", "--project", "pca") as window:
            self.assertAlmostEqual(paused["map_kept"], self.rested(window)["map_kept"], delta=0.01)

    def rested(self, window, step=150):
        window.wait_for("the end of its steps", lambda s: not s["playing"] and s["step"] == step, seconds=120)
        return window.at_rest()

    def test_settings_change_the_method_and_come_back(self):
        with case.open_window("--steps", "150") as window:
            self.rested(window)
            window.click_rect("map.settings")
            window.wait_for("the settings", lambda s: "map.settings.window" in s["rects"])
            window.click_rect("map.settings.method.PCA")
            window.wait_for("components", lambda s: s["map_method"] == "PCA" and "map.variances" in s["rects"])
            window.click_rect("map.component.0.more")
            window.wait_for("another component", lambda s: s["map_components"][0] == 1)
            window.click_rect("map.settings.method.Word axes")
            state = window.wait_for("axes of the corpus's relations", lambda s: s["map_method"] == "axes")
            self.assertIn("map.relation.gender", state["rects"])
            window.click_rect("map.axis.0")
            window.key("ctrl+a")
            window.type("man, unicorn to woman")
            window.wait_for("a clear error", lambda s: "map.axis_error.0" in s["rects"])
            window.key("Escape")
            window.wait_for("the axis of before", lambda s: "map.axis_error.0" not in s["rects"] and not s["typing"])
            window.click_rect("map.defaults")
            window.wait_for("t-SNE again", lambda s: s["map_method"] == "t-SNE")
            window.key("Escape")
            window.wait_for("no settings", lambda s: "map.settings.window" not in s["rects"])

    def test_a_lasso_chooses_and_what_is_chosen_can_be_isolated(self):
        with case.open_window("--steps", "150") as window:
            state = self.rested(window)
            everything = len(state["rects"]["words"])
            canvas = state["rects"]["map.canvas"]
            x, y = canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2
            corners = ((x - 150, y - 90), (x + 150, y - 90), (x + 150, y + 90), (x - 150, y + 90), (x - 150, y - 80))
            window.click_rect("map.lasso")
            window.move(*corners[0])
            window.do("mousedown", 1)
            for corner in corners[1:]:
                window.move(*corner)
            window.do("mouseup", 1)
            inside = {w["word"] for w in state["rects"]["words"] if abs(w["x"] - x) < 140 and abs(w["y"] - y) < 80}
            chosen = window.wait_for("a lassoful", lambda s: len(s["selected"]) > 3)["selected"]
            self.assertLessEqual(inside, set(chosen))
            window.click_rect("map.isolate")
            window.wait_for("only those", lambda s: {w["word"] for w in s["rects"]["words"]} <= set(chosen))
            self.assertIn("map.all_words", window.state()["rects"])
            window.key("ctrl+z")
            window.wait_for("all words", lambda s: len(s["rects"]["words"]) == everything, seconds=60)
            window.key("i")
            window.wait_for("only those", lambda s: {w["word"] for w in s["rects"]["words"]} <= set(chosen))
            window.key("Escape", "Escape")  # lets go of the words, then of the isolation
            window.wait_for("all words", lambda s: len(s["rects"]["words"]) == everything, seconds=60)

    def test_two_maps_share_the_selection(self):
        with case.open_window("--steps", "150") as window:
            self.rested(window)
            window.click_rect("map.two")
            window.wait_for("a second map", lambda s: len(s["rects"].get("second_words", [])) > 50)
            state = window.at_rest()
            self.assertIn("panel.Second map", state["rects"])
            word = state["rects"]["second_words"][0]
            window.click(word["x"], word["y"])
            state = window.wait_for("a selection", lambda s: len(s["selected"]) == 1)
            self.assertIn(state["selected"][0], {w["word"] for w in state["rects"]["words"]})
            window.click_rect("map2.close")
            window.wait_for("one map", lambda s: "panel.Second map" not in s["rects"])


class Fits(unittest.TestCase):
    def check_inside(self, state, width, height):
        rects = {name: rect for name, rect in state["rects"].items() if not isinstance(rect, list)}
        panels = {name: rect for name, rect in rects.items() if name.startswith("panel.")}
        self.assertGreaterEqual(len(panels), 9)
        for name, rect in rects.items():
            if name.startswith(("near.", "category.")):
                continue  # rows of lists that scroll
            self.assertGreaterEqual(rect["x"], -0.5, name)
            self.assertGreaterEqual(rect["y"], -0.5, name)
            self.assertLessEqual(rect["x"] + rect["width"], width + 0.5, name)
            self.assertLessEqual(rect["y"] + rect["height"], height + 0.5, name)
        boxes = list(panels.items())
        for i, (a_name, a) in enumerate(boxes):
            for b_name, b in boxes[i + 1:]:
                overlap_x = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
                overlap_y = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
                self.assertFalse(overlap_x > 1 and overlap_y > 1, f"{a_name} lies over {b_name}")

    def test_everything_is_inside_at_1280x800(self):
        with case.open_window(size="1280x800") as window:
            self.check_inside(case.trained(window, 20), 1280, 800)

    def test_resizing_cuts_nothing_off(self):
        with case.open_window() as window:
            self.check_inside(case.trained(window, 20), 1600, 1000)
            window.do("windowsize", window.window_id(), 1280, 800)
            state = window.wait_for("the new size", lambda s: s["rects"]["panel.Strip"]["width"] == 1280)
            self.check_inside(state, 1280, 800)


if __name__ == "__main__":
    case.main()
