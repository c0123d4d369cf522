#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The program as a shell and a script meet it: exit codes, sentences, files, pipes, signals. Needs no display.
usage: cli_test.py PATH_OF_WORDFIELD [unittest arguments]"""
import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import time

import cli_case
from cli_case import CliCase, book


class Cli(CliCase):
    def run_it(self, *arguments, seconds=60, **options):
        """(exit code, stderr, stdout)"""
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=seconds)
        return process.returncode, (err or b"").decode("utf-8", "replace"), out

    def report(self, name="r.json"):
        with open(self.path(name), encoding="utf-8") as file:
            return json.load(file)

    def leftovers(self):
        return [name for name in os.listdir(self.folder) if ".part" in name]


def instruction_sets():
    """Those that this processor has, the narrowest first."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        flags = set(next((line for line in file if line.startswith("flags")), "").split())
    needed = {"v2": {"sse4_2"}, "v3": {"avx2", "fma", "bmi2"}, "v4": {"avx512f", "avx512bw", "avx512vl"}}
    return [name for name, bits in needed.items() if bits <= flags]


class Instructions(Cli):
    def setUp(self):
        super().setUp()
        self.sets = instruction_sets()
        if not self.sets:
            self.skipTest("one set alone where the processor is no x86-64")

    def bytes_with(self, name):
        arguments = ("--corpus", "book.txt", "--steps", "20", "--isa", name, "--save", "m.ckpt", "--report", "r.json")
        code, said, _ = self.run_it(*arguments)
        self.assertEqual((code, "wordfield:" in said), (0, False), said)
        with open(self.path("m.ckpt"), "rb") as file:
            return file.read()

    def test_each_that_is_there_gives_its_own_bits_and_its_name(self):
        for name in self.sets:
            first = self.bytes_with(name)
            self.assertEqual(self.report()["model"]["instruction_set"], name)
            self.assertIn(f"instruction_set {name}\n".encode(), first)
            self.assertEqual(self.bytes_with(name), first)
        self.bytes_with("auto")
        self.assertEqual(self.report()["model"]["instruction_set"], self.sets[-1])

    def test_going_on_with_another_one_works_and_says_so(self):
        if len(self.sets) < 2:
            self.skipTest("there is no other one")
        old, new = self.sets[0], self.sets[-1]
        self.bytes_with(old)
        code, said, _ = self.run_it("m.ckpt", "--steps", "30", "--isa", new, "--save", "m.ckpt")
        self.assertEqual(code, 0, said)
        self.assertIn(f"computed with {old} instructions until here and goes on with {new}", said)
        code, said, _ = self.run_it("m.ckpt", "--steps", "40", "--isa", new)
        self.assertEqual((code, "instructions" in said), (0, False), said)

    def test_what_is_not_there_is_refused(self):
        code, said, _ = self.run_it("--corpus", "book.txt", "--isa", "v9")
        self.assertEqual(code, 2)
        self.assertIn("--isa", said)
        self.assertIn("v2", said)


class Outputs(Cli):
    def test_paths_are_tried_before_the_work(self):
        for option in ("--save", "--report", "--screenshot"):
            code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "1000000", option, "no/such/file.png")
            self.assertEqual(code, 1)
            self.assertIn("no/such/file.png: cannot be written: ", said)
            self.assertNotIn("step", said)

    def test_one_that_fails_does_not_stop_the_others(self):
        code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "3", "--report", "/dev/full", "--save", "m.ckpt",
                                    "--screenshot", "s.png")
        self.assertEqual(code, 1)
        self.assertIn("/dev/full: cannot be written: No space left", said)
        self.assertGreater(os.path.getsize(self.path("m.ckpt")), 1000)
        self.assertGreater(os.path.getsize(self.path("s.png")), 1000)
        code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "3", "--save", "/dev/full", "--report", "r.json")
        self.assertEqual(code, 1)
        self.assertEqual(self.report()["step"], 3)

    def test_a_limit_on_the_size_of_files_is_an_error_and_no_end(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
        code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "3", "--save", "m.ckpt", "--report", "r.json",
                                    preexec_fn=limit)
        self.assertEqual(code, 1)
        self.assertIn("m.ckpt: cannot be written: File too large", said)
        self.assertEqual(self.report()["step"], 3)
        self.assertEqual(self.leftovers(), [])
        self.assertFalse(os.path.exists(self.path("m.ckpt")))

    def test_exports_are_of_the_trained_model_and_agree(self):
        code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "3", "--export", "w.vec", "--export", "w.tsv",
                                    "--report", "r.json")
        self.assertEqual((code, self.leftovers()), (0, []))
        with open(self.path("w.vec"), encoding="utf-8") as file:
            count, width = map(int, file.readline().split())
            rows = [line.rstrip("\n").split(" ") for line in file]
        self.assertEqual((count, width), (self.report()["corpus"]["vocabulary"], 16))
        self.assertEqual([len(row) for row in rows], [1 + width] * count)
        with open(self.path("w.tsv"), encoding="utf-8") as file:
            self.assertEqual([line.rstrip("\n").split("\t") for line in file], [row[1:] for row in rows])
        with open(self.path("w.metadata.tsv"), encoding="utf-8") as file:
            self.assertEqual(file.readline(), "word\tcount\n")
            self.assertEqual([line.split("\t")[0] for line in file], [row[0] for row in rows])

    def test_exports_are_tried_before_the_work(self):
        code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "1000000", "--export", "no/such/w.tsv")
        self.assertEqual(code, 1)
        self.assertIn("no/such/w.tsv: cannot be written: ", said)
        code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "1000000", "--export", "w.docx")
        self.assertEqual(code, 2)
        self.assertIn("w.docx: is of no known kind (what can be written: .tsv", said)

    def test_a_closed_pipe_does_not_end_it(self):
        process = self.start("--corpus", "book.txt", "--steps", "300", "--save", "m.ckpt")
        process.stderr.close()
        process.stdout.close()
        self.assertEqual(process.wait(timeout=60), 0)
        self.assertTrue(os.path.exists(self.path("m.ckpt")))

    def test_standard_output(self):
        for name in ("-", "/dev/stdout", "/dev/fd/1"):
            code, said, out = self.run_it("--corpus", "book.txt", "--steps", "3", "--report", name)
            self.assertEqual(code, 0, said)
            self.assertEqual(json.loads(out)["step"], 3)
        with open(self.path("log"), "wb") as log:
            log.write(b"before\n")
            log.flush()
            self.run_it("--corpus", "book.txt", "--steps", "3", "--report", "/dev/stdout", stdout=log)
        with open(self.path("log"), "rb") as log:
            self.assertTrue(log.read().startswith(b"before\n{"))

    def test_four_at_once_save_to_one_path(self):
        runs = [self.start("--corpus", "book.txt", "--steps", "60", "--save", "m.ckpt", "--save-every", "1")
                for _ in range(4)]
        for process in runs:
            process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0)
        self.assertEqual(self.leftovers(), [])
        self.assertEqual(self.run_it("--corpus", "book.txt", "--resume", "m.ckpt", "--steps", "60")[0], 0)

    def test_a_loss_that_is_no_number_keeps_the_good_weights(self):
        code, said, _ = self.run_it("--corpus", "book.txt", "--model", "skipgram", "--lr", "100", "--steps", "400",
                                    "--report", "r.json", "--save", "m.ckpt")
        self.assertEqual(code, 1)
        self.assertIn("the loss is no longer a number at step ", said)
        self.assertIn("; saved m.ckpt, r.json", said)
        self.assertIsNotNone(self.report()["loss"]["heldout"])
        self.assertEqual(self.run_it("--corpus", "book.txt", "--resume", "m.ckpt", "--lr", "0.01", "--steps", "401")[0], 0)


class Signals(Cli):
    def stopped(self, signum, *arguments):
        process = self.start("--corpus", "book.txt", "--steps", "100000000", "--save", "m.ckpt", "--save-every", "2",
                             *arguments)
        end = time.monotonic() + 30
        while not os.path.exists(self.path("m.ckpt")) and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signum)
        said = process.communicate(timeout=60)[1].decode()
        return process.returncode, said

    def test_a_signal_stops_cleanly(self):
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            code, said = self.stopped(signum, "--report", "r.json")
            self.assertEqual(code, 1)
            step = self.report()["step"]
            self.assertGreater(step, 0)
            self.assertIn(f"wordfield: stopped by {signum.name} at step {step}; saved m.ckpt, r.json\n", said)
            self.assertEqual(self.leftovers(), [])
            os.remove(self.path("m.ckpt"))

    def test_while_a_pipe_is_waited_for(self):
        os.mkfifo(self.path("pipe"))
        process = self.start("--corpus", "pipe", "--steps", "3")
        time.sleep(0.5)
        process.terminate()
        self.assertIn(b"stopped by SIGTERM before there was anything", process.communicate(timeout=5)[1])
        self.assertEqual(process.returncode, 1)


class Inputs(Cli):
    def loss(self, *arguments, **options):
        code, said, out = self.run_it(*arguments, "--steps", "3", "--report", "-", **options)
        self.assertEqual(code, 0, said)
        return json.loads(out)["loss"]

    def test_pipes_standard_input_and_gzip_read_as_the_file_does(self):
        with open(self.path("book.txt"), "rb") as plain, gzip.open(self.path("book.txt.gz"), "wb") as packed:
            shutil.copyfileobj(plain, packed)
        loss = self.loss("--corpus", "book.txt")
        self.assertEqual(self.loss("book.txt"), loss)
        self.assertEqual(self.loss("--corpus", "book.txt.gz"), loss)
        with open(self.path("book.txt"), "rb") as file:
            self.assertEqual(self.loss("--corpus", "-", stdin=file), loss)
        cat = subprocess.Popen(["zcat", self.path("book.txt.gz")], stdout=subprocess.PIPE)
        self.assertEqual(self.loss("-", stdin=cat.stdout), loss)
        cat.wait()
        cat.stdout.close()
        os.mkfifo(self.path("pipe"))
        cat = subprocess.Popen(f"cat {self.path('book.txt')} > {self.path('pipe')}", shell=True)
        self.assertEqual(self.loss("--corpus", "pipe"), loss)
        cat.wait()

    def test_what_never_ends_is_refused(self):
        for name in ("/dev/zero", "/dev/urandom", "/dev/null", "."):
            code, said, _ = self.run_it("--corpus", name, "--steps", "3", seconds=20)
            self.assertEqual(code, 1)
            self.assertIn(f"{name}: is a ", said)

    def test_a_file_of_no_known_kind_gets_one_sentence_that_lists_what_can_be_opened(self):
        with open(self.path("photo.jpg"), "wb") as file:
            file.write(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
        for arguments in (("photo.jpg",), ("--corpus", "photo.jpg"), ("--resume", "photo.jpg")):
            code, said, _ = self.run_it(*arguments, "--steps", "3")
            self.assertEqual(code, 1)
            self.assertEqual(said.count("\n"), 1, said)
            self.assertIn("photo.jpg: is of no known kind (what can be opened: checkpoint, grammar", said)

    def test_bytes_that_are_no_utf8_in_a_name_and_in_a_prompt(self):
        os.rename(self.path("book.txt"), os.path.join(os.fsencode(self.folder), b"na\xefve.txt"))
        code, said, _ = self.run_it("--corpus", b"na\xefve.txt", "--prompt", b"\xff word1 \xc3", "--steps", "3",
                                    "--report", "r.json")
        self.assertEqual(code, 0, said)
        self.assertEqual(self.report()["corpus"]["name"], "na\ufffdve.txt")


class Resuming(Cli):
    def save(self, *arguments):
        self.assertEqual(self.run_it("--corpus", "book.txt", "--save", "m.ckpt", *arguments)[0], 0)

    def resumed(self, *arguments):
        code, said, out = self.run_it("--corpus", "book.txt", "--report", "-", *arguments)
        self.assertEqual(code, 0, said)
        return json.loads(out), said

    def test_the_horizon_is_the_checkpoints(self):
        self.save("--horizon", "12", "--steps", "5")
        self.assertEqual(self.resumed("--resume", "m.ckpt")[0]["step"], 12)
        self.assertEqual(self.resumed("m.ckpt", "--steps", "7")[0]["step"], 7)
        self.assertEqual(self.resumed("m.ckpt", "--steps", "5")[0]["step"], 5)
        self.save("--horizon", "4", "--steps", "5")
        report, said = self.resumed("m.ckpt")
        self.assertEqual(report["step"], 5)
        self.assertIn("its horizon is 4, so nothing is trained", said)

    def test_settings_are_applied_or_refused(self):
        self.save("--steps", "5")
        self.assertAlmostEqual(self.resumed("m.ckpt", "--steps", "6", "--lr", "0.25")[0]["model"]["learning_rate"], 0.25)
        self.assertEqual(self.resumed("m.ckpt", "--steps", "6", "--batch", "3")[0]["model"]["batch"], 3)
        for option, value, sentence in (("--seed", "2", "--seed 2: the checkpoint has 1"),
                                        ("--window", "3", "--window 3: the checkpoint has 5"),
                                        ("--steps", "4", "--steps 4: the checkpoint is at step 5 already")):
            code, said, _ = self.run_it("m.ckpt", "--corpus", "book.txt", option, value)
            self.assertEqual(code, 1)
            self.assertIn(sentence, said)


class Seeds(Cli):
    ARGUMENTS = ("--corpus", "book.txt", "--steps", "30", "--report", "r.json")

    def test_each_seed_is_the_run_that_it_would_be_alone(self):
        code, said, out = self.run_it(*self.ARGUMENTS, "--seeds", "2")
        self.assertEqual(code, 0, said)
        self.assertIn("seed 2 of 2, step 30 of 30", said)
        both = self.report()
        seeds = both.pop("seeds")
        self.assertEqual((seeds["asked"], seeds["compared"], seeds["left_out"]), (2, [1, 2], []))
        self.assertEqual(len(seeds["neighbours"]["per_word"]), seeds["neighbours"]["words"])
        self.assertIn(f"{seeds['neighbours']['shared']['mean']:.3f}", out.decode())
        self.assertIsNone(seeds["neighbours"]["shared"]["spread"])  # of the only pair
        for seed, loss in zip((2, 1), reversed(seeds["loss_heldout"]["each"])):
            code, said, _ = self.run_it(*self.ARGUMENTS, "--seed", str(seed))
            self.assertEqual(code, 0, said)
            self.assertAlmostEqual(self.report()["loss"]["heldout"], loss, places=6)
        alone = self.report()  # of the first seed: the rest of the report is its own
        self.assertIsNone(alone.pop("seeds"))
        for timed in ("seconds", "tokens_per_second"):
            both.pop(timed), alone.pop(timed)
        self.assertEqual(both, alone)

    def test_a_signal_in_the_third_seed_leaves_two_to_compare(self):
        process = self.start(*(a.replace("30", "300") for a in self.ARGUMENTS), "--seeds", "20", stdout=subprocess.DEVNULL)
        for line in process.stderr:
            if line.startswith(b"seed 3 of 20"):
                break
        process.terminate()
        said = process.communicate(timeout=60)[1].decode()
        self.assertEqual(process.returncode, 1)
        seeds = self.report()["seeds"]
        self.assertGreaterEqual(len(seeds["compared"]), 2)
        self.assertLess(len(seeds["compared"]), 20)
        self.assertIsNone(seeds["map"])
        self.assertIn(f"; of 20 seeds {len(seeds['compared'])} had been trained, which were compared; saved r.json\n", said)

    def test_what_makes_no_sense_is_refused(self):
        for arguments, why in ((("--headless", "--seeds", "1"), "nothing to be compared with"),
                               (("--headless", "--seeds", "21"), "from 2 to 20"),
                               (("--seeds", "3"), "needs --headless"),
                               (("--headless", "--seeds", "3", "--resume", "m.ckpt"), "leave one of them out")):
            done = subprocess.run([cli_case.binary, *arguments], capture_output=True, timeout=30, cwd=self.folder)
            self.assertEqual(done.returncode, 2)
            self.assertIn(why, done.stderr.decode())


class Histories(Cli):
    def go_on(self, steps, *arguments, folder="h"):
        return self.run_it("--corpus", "book.txt", "--history", folder, "--steps", str(steps), *arguments)

    def checkpoint(self, steps, folder):
        self.assertEqual(self.go_on(steps, "--save", f"{folder}.ckpt", folder=folder)[0], 0)
        with open(self.path(f"{folder}.ckpt"), "rb") as file:
            return file.read().partition(b"hist")[0]  # without the curves, whose points lie elsewhere

    def test_what_was_killed_goes_on_as_if_it_had_not_been(self):
        process = self.start("--corpus", "book.txt", "--history", "h", "--steps", "100000000")
        journal = self.path("h/run-0001/journal")
        for _ in range(600):
            if os.path.exists(journal) and os.path.getsize(journal) > 1500:
                break
            time.sleep(0.05)
        code, said, _ = self.go_on(5)
        self.assertEqual(code, 1)
        self.assertIn("h: is in use by another wordfield", said)
        process.kill()
        process.communicate()
        code, said, _ = self.go_on(1)
        self.assertEqual(code, 1)
        step = int(said.split("the history is at step ")[1].split()[0])
        code, said, _ = self.go_on(step)
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"history: 1 run, at step [\d,]+ of book.txt, seed 1")
        self.assertEqual(self.checkpoint(step + 30, "h"), self.checkpoint(step + 30, "other"))

    def test_a_clean_end_leaves_nothing_to_be_made_again(self):
        process = self.start("--corpus", "book.txt", "--history", "h", "--steps", "100000000")
        while not os.path.exists(self.path("h/run-0001")):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        self.assertIn("saved h", process.communicate()[1].decode())
        _, said, _ = self.go_on(100000000, "--lr", "nan")
        self.assertIn("--lr", said)
        step = int(self.go_on(0)[1].split("is at step ")[1].split()[0])
        code, said, _ = self.go_on(step + 5, "--lr", "0.25")
        self.assertEqual(code, 0)
        self.assertNotIn("made again", said)

    def test_what_does_not_go_with_it_is_refused(self):
        self.assertEqual(self.go_on(5, "--save", "m.ckpt")[0], 0)
        with open(self.path("other.txt"), "w", encoding="utf-8") as file:
            file.write(book().replace("word1 ", "word2 "))
        os.mkdir(self.path("full"))
        shutil.copy(self.path("book.txt"), self.path("full/letter.txt"))
        for arguments, sentence in ((("--window", "3"), "--window 3: the history has 5"),
                                    (("--seed", "2"), "--seed 2: the history has 1"),
                                    (("--resume", "m.ckpt"), "--resume m.ckpt: has no place beside h"),
                                    (("--steps", "4"), "--steps 4: the history is at step 5 already"),
                                    (("--corpus", "other.txt"), "other.txt"),
                                    (("--history", "full"), "full: holds other things and no history"),
                                    (("--history", "no/h"), "no/h: cannot be written"),
                                    (("--history", "book.txt"), "book.txt: is no folder")):
            folder = [] if "--history" in arguments else ["--history", "h"]
            code, said, _ = self.run_it(*folder, *arguments)
            self.assertEqual(code, 1, arguments)
            self.assertIn(sentence, said)


class Logs(Cli):
    def lines(self):
        with open(self.path("log.jsonl"), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def works(self, *arguments):
        code, said, _ = self.run_it(*arguments)
        self.assertEqual(code, 0, said)

    def test_a_line_for_each_measurement_with_the_reports_numbers(self):
        self.works("--corpus", "everyday", "--steps", "50", "--log", "log.jsonl", "--log-every", "20", "--report", "r.json")
        lines = self.lines()
        self.assertEqual([line["step"] for line in lines], [0, 20, 40, 50])
        self.assertEqual([line["heldout_step"] for line in lines], [0, 20, 40, 50])
        self.assertEqual({line["run"] for line in lines}, {1})
        self.assertIsNone(lines[0]["train_loss"])
        self.assertLess(lines[-1]["heldout_loss"], lines[0]["heldout_loss"])
        self.assertGreater(lines[-1]["seconds"], lines[1]["seconds"])
        self.assertGreater(lines[1]["gradient_norm"], 0)
        with open(self.path("r.json"), encoding="utf-8") as file:
            report = json.load(file)
        self.assertAlmostEqual(lines[-1]["train_loss"], report["loss"]["train"], places=5)
        self.assertAlmostEqual(lines[-1]["purity"], report["neighbours"]["purity_at_10"], places=5)
        self.assertAlmostEqual(lines[-1]["purity_error"], report["neighbours"]["error"], places=5)

    def test_the_log_changes_nothing_and_goes_on_with_the_run(self):
        self.works("--corpus", "book.txt", "--steps", "30", "--save", "plain.ckpt")
        self.works("--corpus", "book.txt", "--steps", "30", "--save", "logged.ckpt", "--log", "log.jsonl", "--log-every", "7")
        self.works("--corpus", "book.txt", "--steps", "30", "--export", "plain.vec")
        self.works("--corpus", "book.txt", "--steps", "30", "--export", "logged.vec", "--log", "/dev/null", "--log-every", "7")
        with open(self.path("plain.vec"), "rb") as plain, open(self.path("logged.vec"), "rb") as logged:
            self.assertEqual(plain.read(), logged.read())
        before = self.lines()
        self.assertEqual([line["step"] for line in before], [0, 7, 14, 21, 28, 30])
        self.assertIsNone(before[-1]["purity"])  # nobody said which words belong together
        self.works("--resume", "logged.ckpt", "--steps", "40", "--log", "log.jsonl", "--log-every", "5")
        self.assertEqual(self.lines()[:len(before)], before)
        self.assertEqual([line["step"] for line in self.lines()[len(before):]], [30, 35, 40])
        self.works("--corpus", "book.txt", "--steps", "5", "--log", "log.jsonl")
        self.assertEqual([line["step"] for line in self.lines()], [0, 1, 2, 3, 4, 5])

    def test_what_cannot_be_logged(self):
        code, said, _ = self.run_it("--steps", "5", "--log", "nowhere/log.jsonl")
        self.assertEqual((code, "nowhere" in said), (1, True), said)
        code, said, _ = self.run_it("--steps", "5", "--log-every", "5")
        self.assertEqual((code, "--log" in said), (2, True), said)
        code, said, _ = self.run_it("--corpus", "book.txt", "--steps", "5", "--log", "/dev/full", "--save", "a.ckpt")
        self.assertEqual((code, said.count("wordfield: /dev/full: ")), (1, 1), said)
        self.assertTrue(os.path.exists(self.path("a.ckpt")))


class CommandLine(Cli):
    def test_what_crashed(self):
        self.assertEqual(self.run_it("--dims", "", "--corpus", "book.txt", "--steps", "2", "--report", "r.json")[0], 2)
        for value in ("nan", "inf", ""):
            for option in ("--attraction", "--perplexity"):
                code, said, _ = self.run_it(option, value, "--steps", "2", "--screenshot", "s.png")
                self.assertEqual(code, 2)
                self.assertIn(f'{option}: "{value}" is no number from ', said)

    def test_a_softmax_of_more_words_than_there_are_is_all_of_them(self):
        _, _, out = self.run_it("--corpus", "book.txt", "--steps", "2", "--softmax-sample", "100000", "--report", "-")
        self.assertEqual(json.loads(out)["model"]["softmax_sample"], 0)


if __name__ == "__main__":
    cli_case.main()
