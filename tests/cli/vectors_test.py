#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files of vectors against the programs they come from: what numpy, gensim, fastText and torch write is read as they read it,
what wordfield writes they read as the same bits, and answers are those that numpy and gensim give.
Usage: vectors_test.py WORDFIELD. Needs Debian's python3-numpy, python3-gensim, python3-torch, fasttext and wordnet; without them it
is left out (77), but never where CI is set."""
import csv
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import gensim
    import numpy
    import torch
    for program in ("fasttext", "wn"):
        if shutil.which(program) is None:
            raise ImportError(f"there is no {program}")
except ImportError as missing:
    print(f"left out: {missing} (scripts/install-packages tests)")
    sys.exit(1 if os.environ.get("CI") else 77)

WORDFIELD = ""
KeyedVectors = gensim.models.KeyedVectors


def keyed(words, rows):
    vectors = KeyedVectors(rows.shape[1])
    vectors.add_vectors(words, rows)
    return vectors


class Vectors(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        generator = numpy.random.default_rng(3)
        self.words = [f"w{i}" for i in range(298)] + ["naïve", "King"]
        self.rows = generator.standard_normal((300, 12)).astype("<f4")
        self.rows[5] *= 1e-3

    def path(self, name):
        return Path(self.folder.name) / name

    def run_it(self, *arguments, code=0):
        done = subprocess.run([WORDFIELD, *map(str, arguments)], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def read(self, path, *more):
        """What wordfield reads of a file, by way of .npy."""
        self.run_it("--headless", "--vectors", path, "--export", self.path("back.npy"), *more)
        words = self.path("back.words.txt").read_text(encoding="utf-8").split("\n")[:-1]
        return words, numpy.load(self.path("back.npy"))

    def check(self, path, *more, exact=True):
        words, rows = self.read(path, *more)
        self.assertEqual(words, self.words)
        if exact:
            numpy.testing.assert_array_equal(rows, self.rows)
        else:
            numpy.testing.assert_allclose(rows, self.rows, rtol=1e-3, atol=1e-6)

    def json_of(self, *arguments):
        return [json.loads(line) for line in self.run_it(*arguments, "--json").stdout.splitlines()]

    def refused(self, path, *more):
        done = self.run_it("--headless", "--vectors", path, "--export", self.path("no.npy"), *more, code=1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertFalse(self.path("no.npy").exists())
        return done.stderr

    # ---- what others write

    def test_gensim_text_and_binary(self):
        vectors = keyed(self.words, self.rows)
        vectors.save_word2vec_format(str(self.path("a.vec")))
        vectors.save_word2vec_format(str(self.path("a.bin")), binary=True)
        vectors.save_word2vec_format(str(self.path("glove.txt")), write_header=False)
        self.check(self.path("a.bin"))
        self.check(self.path("a.vec"), exact=False)
        self.check(self.path("glove.txt"), exact=False)

    def test_gensim_keeps_large_arrays_beside(self):
        self.words = [f"w{i}" for i in range(11999)] + ["naïve"]
        self.rows = numpy.random.default_rng(1).standard_normal((12000, 900)).astype("<f4")
        keyed(self.words, self.rows).save(str(self.path("a.kv")))
        self.assertTrue(self.path("a.kv.vectors.npy").exists())
        self.check(self.path("a.kv"))
        self.check(self.path("a.kv.vectors.npy"))

    def test_gensim_small_is_pickle(self):
        keyed(self.words, self.rows).save(str(self.path("a.kv")))
        self.assertIn("is Python's pickle", self.refused(self.path("a.kv")))

    def test_numpy(self):
        self.path("a.words.txt").write_text("\n".join(self.words) + "\n", encoding="utf-8")
        for array in (self.rows, numpy.asfortranarray(self.rows), self.rows.astype(">f4"), self.rows.astype("f8")):
            numpy.save(self.path("a.npy"), array)
            self.check(self.path("a.npy"))
        numpy.save(self.path("a.npy"), self.rows.astype("f2"))
        self.check(self.path("a.npy"), exact=False)
        numpy.save(self.path("a.npy"), self.rows.astype(object), allow_pickle=True)
        self.assertIn("Python objects", self.refused(self.path("a.npy")))

    def test_kept_in_16_bits_numbers_are_those_that_numpy_rounds_to(self):
        rows = self.rows.copy()
        rows[7] *= 1e-5  # subnormal there
        rows[8] = 65519  # the largest that is not infinite
        path = self.path("a.npy")
        numpy.save(path, rows)
        self.path("a.words.txt").write_text("\n".join(self.words) + "\n", encoding="utf-8")
        words, read = self.read(path, "--storage", "f16")
        self.assertEqual(words, self.words)
        wanted = rows.astype(numpy.float16).astype(numpy.float32)
        self.assertEqual(read.tobytes(), wanted.tobytes())
        self.assertNotEqual(read.tobytes(), rows.tobytes())
        told = self.run_it("--vectors", path, "--storage", "f16", "--neighbours", "w3", "--json")
        self.assertIn("kept as 16-bit floats", told.stderr)
        cosines = wanted @ wanted[3] / numpy.linalg.norm(wanted, axis=1) / numpy.linalg.norm(wanted[3])
        cosines[3] = -2
        near = json.loads(told.stdout)["neighbours"]
        self.assertEqual([one["word"] for one in near], [self.words[i] for i in numpy.argsort(-cosines)[:10]])
        self.assertNotIn("16-bit", self.run_it("--vectors", path, "--neighbours", "w3").stderr)
        self.assertIn("--storage", self.run_it("--vectors", path, "--storage", "f8", "--neighbours", "w3", code=2).stderr)

    def test_npz(self):
        for save in (numpy.savez, numpy.savez_compressed):
            save(self.path("b.npz"), tokens=numpy.array(self.words), vectors=self.rows, more=numpy.zeros((4, 2)))
            self.check(self.path("b.npz"))
        words, rows = self.read(self.path("b.npz"), "--tensor", "more")
        self.assertEqual((words, rows.shape), (["row 1", "row 2", "row 3", "row 4"], (4, 2)))
        numpy.savez(self.path("c.npz"), words=numpy.array(self.words, dtype=object), vectors=self.rows)
        self.assertEqual(self.read(self.path("c.npz"))[0][0], "row 1")

    def test_torch_is_refused_by_name(self):
        torch.save({"weight": torch.zeros(3, 2)}, self.path("a.pt"))
        self.assertIn("is a file of PyTorch", self.refused(self.path("a.pt")))

    def test_safetensors_as_torch_sees_it(self):
        rows = torch.tensor(self.rows)
        half = rows.to(torch.bfloat16)
        data = half.view(torch.int16).numpy().tobytes()
        header = json.dumps({"emb": {"dtype": "BF16", "shape": list(half.shape), "data_offsets": [0, len(data)]}}).encode()
        self.path("a.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + data)
        self.path("a.words.txt").write_text("\n".join(self.words), encoding="utf-8")
        self.rows = half.to(torch.float32).numpy()
        self.check(self.path("a.safetensors"))

    def fasttext(self, *arguments):
        subprocess.run(["fasttext", *map(str, arguments)], check=True, capture_output=True, timeout=120)

    def test_fasttext(self):
        text = " ".join(["grün haus baum", "the cat sat on the mat", "ein Haus am See"] * 60)
        self.path("text").write_text(text + "\n", encoding="utf-8")
        for ngrams in (("-minn", 2, "-maxn", 4), ("-minn", 1, "-maxn", 1), ("-maxn", 0)):
            with self.subTest(ngrams=ngrams):
                self.fasttext("skipgram", "-input", self.path("text"), "-output", self.path("m"), "-dim", 8, "-bucket", 500,
                              "-minCount", 1, "-epoch", 2, "-thread", 1, *ngrams)
                theirs = KeyedVectors.load_word2vec_format(str(self.path("m.vec")))
                for name in ("m.bin", "m.vec"):
                    words, rows = self.read(self.path(name))
                    self.assertEqual(words, theirs.index_to_key)
                    numpy.testing.assert_allclose(rows, theirs.vectors, rtol=1e-3, atol=1e-6)

    def test_fasttext_quantised(self):
        self.path("labelled").write_text("".join(f"__label__{'ab'[i % 2]} word{i % 700} other\n" for i in range(1400)))
        self.fasttext("supervised", "-input", self.path("labelled"), "-output", self.path("s"), "-dim", 8, "-epoch", 1)
        words, rows = self.read(self.path("s.bin"))
        self.assertEqual((len(words), rows.shape[1]), (702, 8))  # </s>, too
        self.fasttext("quantize", "-output", self.path("s"), "-input", self.path("labelled"), "-qnorm")
        self.assertIn("is a quantised model of fastText", self.refused(self.path("s.ftz")))

    # ---- what is written

    def test_one_run_in_every_format_is_one_matrix(self):
        names = ["a.tsv", "a.vec", "a.bin", "a.glove.txt", "a.npy", "a.safetensors", "a.csv", "a.jsonl"]
        exports = [word for name in names for word in ("--export", self.path(name))]
        self.run_it("--headless", "--steps", 3, "--dim", 8, *exports)
        rows = numpy.load(self.path("a.npy"))
        words = self.path("a.words.txt").read_text(encoding="utf-8").split("\n")[:-1]

        def same(their_words, theirs):
            self.assertEqual(list(their_words), words)
            numpy.testing.assert_array_equal(numpy.asarray(theirs, dtype="<f4"), rows)

        for name, options in (("a.vec", {}), ("a.bin", {"binary": True}), ("a.glove.txt", {"no_header": True})):
            vectors = KeyedVectors.load_word2vec_format(str(self.path(name)), **options)
            same(vectors.index_to_key, vectors.vectors)
        metadata = list(csv.DictReader(self.path("a.metadata.tsv").open(encoding="utf-8"), delimiter="\t"))
        same([row["word"] for row in metadata], numpy.loadtxt(self.path("a.tsv"), delimiter="\t", dtype="<f4"))
        table = list(csv.DictReader(self.path("a.csv").open(encoding="utf-8", newline="")))
        same([row["word"] for row in table], [json.loads(row["vector"]) for row in table])
        lines = [json.loads(line) for line in self.path("a.jsonl").open(encoding="utf-8")]
        same([line["word"] for line in lines], [line["vector"] for line in lines])
        self.assertEqual([line["count"] for line in lines], [int(row["count"]) for row in metadata])
        bytes_ = self.path("a.safetensors").read_bytes()
        length = struct.unpack("<Q", bytes_[:8])[0]
        entry = json.loads(bytes_[8:8 + length])["embedding"]
        self.assertEqual((8 + length) % 8, 0)
        tensor = torch.frombuffer(bytearray(bytes_[8 + length:]), dtype=torch.float32).reshape(entry["shape"])
        same(words, tensor.numpy())
        for name in names:  # and read again
            self.words, self.rows = words, rows
            self.check(self.path(name))

    # ---- questions

    def asked(self):
        keyed(self.words, self.rows).save_word2vec_format(str(self.path("q.bin")), binary=True)
        return self.path("q.bin")

    def test_neighbours_are_numpys(self):
        path = self.asked()
        rows = self.rows.astype("f8")
        king = rows[299]
        centred = rows - rows.mean(0)

        def cosine(table, row):
            return table @ row / numpy.linalg.norm(table, axis=1) / numpy.linalg.norm(row)
        expected = {"cosine": cosine(rows, king), "dot": rows @ king, "centred": cosine(centred, centred[299]),
                    "distance": numpy.linalg.norm(rows - king, axis=1)}
        for measure, values in expected.items():
            with self.subTest(measure=measure):
                [found] = self.json_of("--vectors", path, "--neighbours", "King", "--count", 7, "--measure", measure)
                order = numpy.argsort(values if measure == "distance" else -values, kind="stable")
                order = [i for i in order if i != 299][:7]
                self.assertEqual(found["word"], "King")
                self.assertEqual([n["word"] for n in found["neighbours"]], [self.words[i] for i in order])
                numpy.testing.assert_allclose([n["score"] for n in found["neighbours"]], values[order], rtol=1e-4, atol=1e-5)

    # ---- two embeddings

    def compared(self, width=12, noise=0.4):
        """A, a file of w0 ... w297, naïve and King; and B: in another order, without w0 ... w9, with king in lower case. Both by
        numpy, row by row the same words."""
        generator = numpy.random.default_rng(8)
        turn = numpy.linalg.qr(generator.standard_normal((12, 12)))[0][:, :width]
        theirs = (2 * self.rows @ turn + noise * generator.standard_normal((300, width))).astype("<f4")
        theirs[40] = -theirs[40]
        order = numpy.array([i for i in generator.permutation(300) if i >= 10])
        names = [{"King": "king"}.get(word, word) for word in self.words]
        keyed([names[i] for i in order] + ["foreign"], numpy.concatenate([theirs[order], numpy.ones((1, width), "<f4")])) \
            .save_word2vec_format(str(self.path("b.bin")), binary=True)
        return self.asked(), self.path("b.bin"), self.words[10:], self.rows[10:].astype("f8"), theirs[10:].astype("f8")

    @staticmethod
    def nearest(rows):
        """All other rows of each, the nearest at the front, and the cosines."""
        unit = rows / numpy.linalg.norm(rows, axis=1, keepdims=True)
        cosines = unit @ unit.T
        order = numpy.argsort(-cosines + 9 * numpy.eye(len(rows)), axis=1, kind="stable")[:, :-1]
        return unit, cosines, order

    def test_comparison_is_numpys(self):
        for centred in (False, True):
            with self.subTest(centred=centred):
                a, b, words, here, there = self.compared()
                if centred:
                    here, there = here - here.mean(0), there - there.mean(0)
                (unit_a, cos_a, near_a), (unit_b, cos_b, near_b) = self.nearest(here), self.nearest(there)
                [found] = self.json_of("--vectors", a, "--compare", b, "--count", 290, "--measure", "centred" if centred else "cosine")
                self.assertEqual((found["words"], found["other_words"], found["common"], found["compared"]), (300, 291, 290, 290))
                self.assertEqual([point["k"] for point in found["overlap"]], [1, 2, 5, 10, 20, 50, 100])
                for point in found["overlap"]:
                    k = point["k"]
                    shares = [len({*near_a[i, :k]} & {*near_b[i, :k]}) / k for i in range(290)]
                    self.assertAlmostEqual(point["mean"], numpy.mean(shares), places=6)
                    self.assertAlmostEqual(point["chance"], k / 289)
                    self.assertEqual(point["error"], 0)
                u, _, v = numpy.linalg.svd(unit_a.T @ unit_b)
                changes = 1 - numpy.sum((unit_a @ u @ v) * unit_b, axis=1)
                order = numpy.argsort(-changes)
                self.assertTrue(found["aligned"])
                self.assertEqual(found["moved_most"][0]["word"], "w40")
                self.assertEqual([one["word"] for one in found["moved_most"][:20]], [words[i] for i in order[:20]])
                self.assertEqual([one["word"] for one in found["moved_least"][:20]], [words[i] for i in order[::-1][:20]])
                self.assertAlmostEqual(found["mean_change"], changes.mean(), places=5)
                for one in found["moved_most"]:
                    i = words.index(one["word"])
                    company = [*{*near_a[i, :25], *near_b[i, :25]}]
                    x, y = cos_a[i, company], cos_b[i, company]
                    self.assertAlmostEqual(one["change"], changes[i], places=4)
                    self.assertEqual(one["change"], one["aligned_change"])
                    self.assertAlmostEqual(one["local_change"], 1 - x @ y / numpy.linalg.norm(x) / numpy.linalg.norm(y), places=4)
                    self.assertAlmostEqual(one["overlap_at_10"], len({*near_a[i, :10]} & {*near_b[i, :10]}) / 10, places=6)

    def test_comparison_of_a_word_is_numpys(self):
        a, b, words, here, there = self.compared()
        (_, cos_a, near_a), (_, cos_b, near_b) = self.nearest(here), self.nearest(there)
        _, found = self.json_of("--vectors", a, "--compare", b, "--neighbours", "King", "--count", 7)
        king = words.index("King")
        first_a, first_b = [*near_a[king, :7]], [*near_b[king, :7]]
        self.assertEqual(found["word"], "King")
        self.assertEqual([n["word"] for n in found["kept"]], [words[i] for i in first_a if i in first_b])
        self.assertEqual([n["word"] for n in found["lost"]], [words[i] for i in first_a if i not in first_b])
        self.assertEqual([n["word"] for n in found["gained"]], [words[i] for i in first_b if i not in first_a])
        self.assertTrue(found["lost"] and found["gained"])
        for n in found["lost"]:
            i = words.index(n["word"])
            self.assertAlmostEqual(n["score"], cos_a[king, i], places=5)
            self.assertAlmostEqual(n["other_score"], cos_b[king, i], places=5)
            self.assertEqual(n["other_rank"], [*near_b[king]].index(i) + 1)

    def test_comparison_of_two_widths_goes_by_the_company(self):
        a, b, words, here, there = self.compared(width=11, noise=0.05)
        [found] = self.json_of("--vectors", a, "--compare", b)
        self.assertFalse(found["aligned"])
        self.assertEqual(found["moved_most"][0]["word"], "w40")
        self.assertIsNone(found["moved_most"][0]["aligned_change"])
        self.assertEqual(found["moved_most"][0]["change"], found["moved_most"][0]["local_change"])
        self.assertEqual(len(found["moved_most"]), 10)

    def test_comparison_with_a_run_and_its_checkpoint(self):
        small = ["--dim", 8, "--layers", 1, "--steps", 3]
        self.run_it("--headless", *small, "--export", self.path("x.bin"), "--save", self.path("x.ckpt"))
        [same] = self.json_of("--resume", self.path("x.ckpt"), "--compare", self.path("x.bin"))
        self.assertEqual(same["overlap"][3]["mean"], 1)
        self.assertAlmostEqual(same["moved_most"][0]["change"], 0, places=5)
        self.assertEqual(same["common"], same["words"] - 2)  # but for <unk> and <eos>
        self.assertEqual(same["with"], "transformer, step 3")
        [same] = self.json_of("--vectors", self.path("x.bin"), "--compare", self.path("x.ckpt"))
        self.assertEqual(same["overlap"][3]["mean"], 1)
        self.run_it("--headless", *small[:-1], 40, "--save", self.path("y.ckpt"))  # two steps of one run
        [moved] = self.json_of("--resume", self.path("y.ckpt"), "--compare", self.path("x.ckpt"))
        self.assertGreater(moved["moved_most"][0]["change"], 1e-4)
        of_run, of_table = (self.json_of(how, self.path("x.ckpt"), "--neighbours", "dog", "--count", 3) for how in ("--resume", "--vectors"))
        self.assertEqual(of_run, of_table)
        [other] = self.json_of(*small, "--seed", 5, "--compare", self.path("x.bin"))
        self.assertLess(other["overlap"][3]["mean"], 0.3)

    def test_comparison_as_tables(self):
        a, b, *_ = self.compared()
        told = self.run_it("--vectors", a, "--compare", b, "--neighbours", "w40", "--count", 3).stdout
        self.assertIn("290 words in common", told)
        self.assertRegex(told, r"moved most\n   1 +\d\.\d{5} +\d+ %  w40\n")
        self.assertRegex(told, r"  lost +-?\d\.\d{5} +-?\d\.\d{5}  \S+ \(there number \d+\)")

    def test_what_cannot_be_compared_is_told(self):
        a, b, *_ = self.compared()
        keyed(["x", "y"], self.rows[:2]).save_word2vec_format(str(self.path("c.vec")))
        done = self.run_it("--vectors", a, "--compare", self.path("c.vec"), "--json", code=1)
        self.assertIn("shares no word with", done.stderr)
        self.assertEqual(done.stdout, "")
        done = self.run_it("--vectors", a, "--compare", b, "--neighbours", "w1", "--json", code=1)  # of A alone
        self.assertIn('"w1" is not one of the words in common', done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 1)  # the comparison itself
        self.run_it("--vectors", a, "--compare", self.path("none.bin"), "--json", code=1)
        self.assertIn("--measure", self.run_it("--vectors", a, "--compare", b, "--measure", "dot", code=2).stderr)

    def test_analogies_are_gensims(self):
        path = self.asked()
        theirs = keyed(self.words, self.rows).most_similar(positive=["w1", "w3"], negative=["w2"], topn=5)
        [found] = self.json_of("--vectors", path, "--analogy", "w1 - w2 + w3", "--count", 5)
        self.assertEqual([a["word"] for a in found["answers"]], [word for word, _ in theirs])
        numpy.testing.assert_allclose([a["score"] for a in found["answers"]], [s for _, s in theirs], rtol=1e-4)

    def test_evaluation_is_gensims(self):
        generator = numpy.random.default_rng(9)
        base, shift = generator.standard_normal((2, 40, 12)).astype("f4")
        shift[:] = shift[0]
        rows = numpy.concatenate([base, base + shift + 0.6 * generator.standard_normal((40, 12))]).astype("<f4")
        words = [f"a{i}" for i in range(40)] + [f"b{i}" for i in range(40)]
        vectors = keyed(words, rows)
        vectors.save_word2vec_format(str(self.path("e.bin")), binary=True)
        questions = ": shift\n" + "".join(f"a{i} b{i} a{i + 1} b{i + 1}\n" for i in range(39)) + ": unknown\na1 b1 a2 nobody\n"
        self.path("questions").write_text(questions)
        score, _ = vectors.evaluate_word_analogies(str(self.path("questions")))
        [found] = self.json_of("--vectors", self.path("e.bin"), "--evaluate", self.path("questions"))
        self.assertEqual(found["questions"], 39)
        self.assertAlmostEqual(found["accuracy"], score)
        unit = rows / numpy.linalg.norm(rows, axis=1, keepdims=True)
        own = sum(int(numpy.argmax(unit @ (unit[40 + i] - unit[i] + unit[i + 1])) == 41 + i) for i in range(39))
        self.assertEqual(found["right_with_query_words"], own)
        self.assertLess(own, found["right"])

    def test_similarity_is_gensims(self):
        path = self.asked()
        generator = numpy.random.default_rng(5)
        lines = [f"w{a}\tw{b}\t{generator.integers(0, 9)}" for a, b in generator.integers(0, 290, (80, 2))]
        self.path("pairs.tsv").write_text("# people\n" + "\n".join(lines) + "\nw1\tnobody\t3\n")
        theirs = keyed(self.words, self.rows).evaluate_word_pairs(str(self.path("pairs.tsv")))[1][0]
        [found] = self.json_of("--vectors", path, "--similarity", self.path("pairs.tsv"))
        self.assertEqual((found["pairs"], found["skipped"]), (80, 1))
        self.assertAlmostEqual(found["spearman"], theirs, places=4)

    def test_the_tokens_of_a_hugging_face_folder(self):
        printed = [*range(33, 127), *range(161, 173), *range(174, 256)]
        letters = {byte: chr(byte) for byte in printed}
        letters.update({byte: chr(256 + n) for n, byte in enumerate(b for b in range(256) if b not in printed)})
        tokens = [b"dog", b" dog", b"\n", "é".encode(), "é".encode()[:1], b"\t", "naïve ☂".encode()]
        vocab = {"".join(letters[byte] for byte in token): i for i, token in enumerate(tokens)}
        rows = self.rows[:12]
        header = json.dumps({"wte.weight": {"dtype": "F32", "shape": [12, 12], "data_offsets": [0, rows.nbytes]}}).encode()
        path = self.path("model.safetensors")
        path.write_bytes(struct.pack("<Q", len(header)) + header + rows.tobytes())
        self.path("tokenizer.json").write_text(json.dumps({
            "version": "1.0", "pre_tokenizer": {"type": "ByteLevel", "use_regex": True}, "normalizer": None,
            "added_tokens": [{"id": 8, "content": "<|endoftext|>", "special": True}],
            "model": {"type": "BPE", "merges": [["d", "o"]], "vocab": vocab}}), encoding="utf-8")
        expected = ["dog", "·dog", "⏎", "é", "<0xC3>", "<0x09>", "naïve·☂", "<unused 7>", "<|endoftext|>",
                    "<unused 9>", "<unused 10>", "<unused 11>"]
        self.assertEqual(self.read(path)[0], expected)
        self.path("tokenizer.json").write_text(json.dumps({
            "model": {"type": "Unigram", "vocab": [["<s>", 0.0], ["▁dog", -3.5]]}}), encoding="utf-8")
        self.assertEqual(self.read(path)[0][:3], ["<s>", "·dog", "<unused 2>"])
        self.path("tokenizer.json").unlink()
        self.path("vocab.json").write_text(json.dumps(vocab), encoding="utf-8")
        self.assertEqual(self.read(path)[0][:7], expected[:7])
        self.path("vocab.json").write_text(json.dumps({f"t{i}": i for i in range(13)}))
        self.assertEqual(self.read(path)[0][0], "row 1")
        self.path("vocab.json").write_text('{"dog": 0, ')
        self.assertIn("vocab.json, byte 11: ", self.refused(path))

    # ---- labels that somebody else made

    def commonest_senses(self, word):
        """Lexicographer files of the word's senses that are counted most, as WordNet's own program tells them."""
        told = subprocess.run(["wn", word, "-over", "-a"], capture_output=True, text=True).stdout
        counts = [(int(count or 0), name) for count, name in re.findall(r"^1\. (?:\((\d+)\) )?<(\w+\.\w+)>", told, re.M)]
        return {name for count, name in counts if count == max(counts)[0]} if counts else set()

    def test_labels_are_wordnets(self):
        words = ("dog dogs bank saw running mice geese thought children happier fastest york france monday seven quickly "
                 "acorn aspirin violin whale tulip pelican sausage uncle kidney triangle gallon rain joy lake blue oxen "
                 "taxes watches flies went eaten Dog heaviest data wolves knives").split()
        short = {"adj.all": "adjective", "adj.pert": "adjective (relational)", "adj.ppl": "adjective (participial)",
                 "adv.all": "adverb", "noun.Tops": "most general nouns"}
        path = self.path("w.bin")
        generator = numpy.random.default_rng(3)
        rows = generator.standard_normal((len(words) + 4, 8)).astype("<f4")
        keyed(words + ["he", "may", "wugsy", "zzzx"], rows).save_word2vec_format(str(path), binary=True)
        self.run_it("--headless", "--vectors", path, "--labels", "wordnet", "--export", self.path("w.csv"))
        with open(self.path("w.csv"), encoding="utf-8", newline="") as file:
            found = {line["word"]: line["category"] for line in csv.DictReader(file)}
        for word in words:
            theirs = {short.get(name, name[5:] + (" (verb)" if name.startswith("verb") else ""))
                      for name in self.commonest_senses(word)}
            self.assertIn(found[word], theirs or {""}, word)
        self.assertEqual([found[word] for word in ("he", "may", "wugsy", "zzzx")], [""] * 4)
        self.assertGreater(len({*found.values()}), 15)

    def test_purity_is_the_share_of_fellows(self):
        kinds = numpy.arange(300) % 3
        rows = self.rows + 1.5 * numpy.eye(12, dtype="<f4")[kinds]
        path = self.path("p.bin")
        keyed(self.words, rows).save_word2vec_format(str(path), binary=True)
        labels = "".join(f"{word}\tkind{kind}\n" for word, kind in zip(self.words[:-20], kinds))
        self.path("labels.tsv").write_text(labels, encoding="utf-8")
        [found] = self.json_of("--vectors", path, "--labels", self.path("labels.tsv"), "--purity")
        unit = rows[:-20] - rows[:-20].mean(0)
        unit /= numpy.linalg.norm(unit, axis=1, keepdims=True)
        cosines = unit @ unit.T
        numpy.fill_diagonal(cosines, -2)
        shares = numpy.array([numpy.mean(kinds[numpy.argsort(-row)[:10]] == kinds[i]) for i, row in enumerate(cosines)])
        self.assertAlmostEqual(found["purity"], shares.mean(), places=6)
        self.assertAlmostEqual(found["error"], shares.std(ddof=1) / 280 ** 0.5, places=6)
        self.assertEqual((found["labelled"], found["asked"], len(found["categories"])), (280, 280, 3))
        second = next(one for one in found["categories"] if one["name"] == "kind1")
        self.assertEqual(second["words"], 93)
        self.assertAlmostEqual(second["purity"], shares[kinds[:280] == 1].mean(), places=6)
        done = self.run_it("--vectors", path, "--purity", code=1)
        self.assertIn("--labels wordnet", done.stderr)

    # ---- with the map

    def test_a_table_for_embedding_atlas(self):
        path = self.path("a.bin")
        keyed(self.words, self.rows).save_word2vec_format(str(path), binary=True)
        self.run_it("--headless", "--vectors", path, "--words", "all", "--project", "pca", "--export",
                    self.path("m.atlas.csv"), "--export", self.path("m.atlas.jsonl"), "--export", self.path("m.layout.csv"))
        lines = [json.loads(line) for line in self.path("m.atlas.jsonl").read_text(encoding="utf-8").splitlines()]
        with open(self.path("m.atlas.csv"), encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        with open(self.path("m.layout.csv"), encoding="utf-8", newline="") as file:
            layout = list(csv.DictReader(file))
        self.assertEqual(len(lines), 300)
        rows = numpy.array([line["vector"] for line in lines], dtype="<f4")
        by_word = dict(zip(self.words, self.rows))
        for line, of_csv, place in zip(lines, table, layout):
            numpy.testing.assert_array_equal(numpy.array(line["vector"], dtype="<f4"), by_word[line["word"]])
            self.assertEqual((of_csv["word"], place["word"]), (line["word"], line["word"]))
            self.assertEqual(json.loads(of_csv["neighbors"]), line["neighbors"])
            self.assertEqual(float(of_csv["projection_x"]), line["projection_x"])
            numpy.testing.assert_allclose([line["projection_x"], line["projection_y"]],
                                          [float(place["x"]), float(place["y"])], atol=1e-6)
        unit = rows / numpy.linalg.norm(rows, axis=1, keepdims=True)
        for i in (0, 7, 299):
            cosines = unit @ unit[i]
            best = [j for j in numpy.argsort(-cosines) if j != i][:10]
            self.assertEqual(lines[i]["neighbors"]["ids"], best)
            numpy.testing.assert_allclose(lines[i]["neighbors"]["distances"], 1 - cosines[best], atol=1e-5)

    def test_a_checkpoint_and_a_corpus_answer_too(self):
        run = self.path("run.ckpt")
        self.run_it("--headless", "--steps", 5, "--dim", 8, "--save", run, "--export", self.path("r.npy"))
        of_run = self.json_of("--resume", run, "--neighbours", "dog", "--count", 3)
        of_file = self.json_of("--vectors", self.path("r.npy"), "--neighbours", "dog", "--count", 3)
        of_text = self.json_of("--steps", 5, "--dim", 8, "--neighbours", "dog", "--count", 3)
        self.assertEqual(of_run, of_file)
        self.assertEqual(of_text, of_file)

    def test_what_is_not_there(self):
        path = self.asked()
        done = self.run_it("--vectors", path, "--neighbours", "nobody", "--neighbours", "King", "--json", code=1)
        self.assertIn('"nobody" is not one of the words', done.stderr)
        self.assertEqual(json.loads(done.stdout)["word"], "King")
        self.run_it("--vectors", path, "--neighbours", "king", code=1)  # upper case is not guessed
        self.assertEqual(len(self.run_it("--vectors", path, "--neighbours", "W1").stdout.splitlines()), 11)

    def test_files_that_are_cut_off_say_where(self):
        path = self.asked()
        whole = path.read_bytes()
        for length in (4, 7, 200, len(whole) - 1):
            self.path("cut.bin").write_bytes(whole[:length])
            self.assertRegex(self.refused(self.path("cut.bin")), r"cut\.bin, (byte|line) [\d,]+: ")


if __name__ == "__main__":
    WORDFIELD = sys.argv.pop(1)
    unittest.main()
