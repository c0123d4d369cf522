# SPDX-License-Identifier: MIT
"""The files that the monkey opens, drops and starts with: good ones, damaged ones, and things that are no files."""
import gzip
import os
import random
import subprocess
import threading

GRAMMAR = """tokens 20000
prompt the cat eats an apple today .
vary number : one many per sentence
class animal : one many
    cat cats ~ sofa
    dog dogs ~ kennel
    owl owls ~ tree
class food
    fish apple onion cake
rule document
    <sentence> <sentence> <sentence>
rule sentence
    the [a:animal number] near a [food] .
    a [a:animal number] ( 30% in the [a ~] ) .
relation plural : one many
"""


def sentences(dice, words, lines):
    """Text with some structure: which word follows depends on which went before."""
    for _ in range(lines):
        at = dice.randrange(words)
        line = []
        for _ in range(dice.randint(4, 12)):
            line.append(f"w{at}x" if at % 7 else "the")
            at = (at * 3 + dice.randrange(5)) % words
        yield " ".join(line) + " .\n"


def texts(dice):
    """Contents of text files by name."""
    marks = "".join(dice.choice("a\u0301\u0323\u0302\u00ad") for _ in range(3000))
    scripts = ("白馬 は 走る 。 ", "الكتاب على الطاولة . ", "ขาวดำ เขียว . ", "हिन्दी भाषा . ", "👍🏽 👨‍👩‍👧 🇩🇪 . ", "ça café naïve . ")
    return {
        "small.txt": "".join(sentences(dice, 300, 1500)), "ten.txt": "".join(sentences(dice, 10, 900)),
        "wide.txt": "".join(sentences(dice, 9000, 30_000)), "large.txt": "".join(sentences(dice, 3000, 90_000)),
        "line.txt": " ".join(sentences(dice, 100, 800)).replace("\n", ""), "tiny.txt": "too little .\n",
        "empty.txt": "", "spaces.txt": " \n\t" * 500, "crlf.txt": "".join(sentences(dice, 50, 500)).replace("\n", "\r\n"),
        "long.txt": " ".join("x" * dice.randint(1, 10_000) for _ in range(200)), "marks.txt": f"{marks} b c . " * 20,
        "scripts.txt": "".join(dice.choice(scripts) for _ in range(2500)), "good.grammar": GRAMMAR,
        "bom.grammar": "\ufeff" + GRAMMAR, "bad.grammar": GRAMMAR.replace("<sentence>", "<nothing>"),
        "endless.grammar": GRAMMAR.replace("    the [animal", "    <sentence> <sentence>\n    the [animal"),
        "labels.tsv": "cat\tanimal\ndog\tanimal\ntea\tdrink\n", "analogies.txt": ": plural\ncat cats dog dogs\n"}


def damaged(dice, content):
    """Versions of one good checkpoint that are not good any more, by name."""
    flipped = bytearray(content)
    for _ in range(8):
        flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
    return {"cut.ckpt": content[:dice.randrange(len(content))], "flip.ckpt": bytes(flipped), "head.ckpt": content[:16],
            "noise.ckpt": content[:64] + dice.randbytes(5000), "more.ckpt": content + b"more", "none.ckpt": b""}


def checkpoints(binary, folder, environment):
    """Trains a little to have good checkpoints: of the built-in corpus and of a text, of both kinds of model."""
    small = os.path.join(folder, "small.txt")
    for name, arguments in (("gpt.ckpt", ["--dim", "16", "--layers", "1"]), ("skip.ckpt", ["--model", "skipgram", "--dim", "12"]),
                            ("small.ckpt", ["--corpus", small, "--dim", "16", "--layers", "2", "--heads", "2"])):
        subprocess.run([binary, "--headless", "--steps", "5", "--threads", "1", "--save", os.path.join(folder, name), *arguments],
                       check=True, capture_output=True, env={**os.environ, **environment})


def feed(pipe, content):
    """Writes `content` to whoever opens the pipe, again and again, until this process ends."""
    while True:
        try:
            with open(pipe, "wb") as file:
                file.write(content)
        except OSError:
            pass


def drain(pipe):
    while True:
        try:
            with open(pipe, "rb") as file:
                while file.read(1 << 16):
                    pass
        except OSError:
            pass


def things_that_are_no_files(folder):
    for name in ("folder", "folder.ckpt", "folder.txt"):
        os.mkdir(os.path.join(folder, name))
    os.symlink("nowhere", os.path.join(folder, "dangling.txt"))
    os.symlink("loop.txt", os.path.join(folder, "loop.txt"))
    os.symlink("small.txt", os.path.join(folder, "link.txt"))
    for name in ("fed", "drained"):
        os.mkfifo(os.path.join(folder, name))
    with open(os.path.join(folder, "small.txt"), "rb") as file:
        content = file.read()
    threading.Thread(target=feed, args=(os.path.join(folder, "fed"), content), daemon=True).start()
    threading.Thread(target=drain, args=(os.path.join(folder, "drained"),), daemon=True).start()


def cook(binary, folder, environment):
    """Makes all of it in `folder`, always the same. Returns the names of what can be opened."""
    dice = random.Random(2)
    for name, content in texts(dice).items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(content)
    with open(os.path.join(folder, "small.txt"), "rb") as file:
        small = file.read()
    raw = {"latin1.txt": "Müller fährt nach Köln . ".encode("latin-1") * 300, "utf16.txt": small[:4000].decode().encode("utf-16"),
           "nul.txt": small[:3000] + b"\0" + small[3000:], "binary.txt": dice.randbytes(20_000), "binary": dice.randbytes(100),
           "small.txt.gz": gzip.compress(small), "broken.gz": gzip.compress(small)[:2000], b"na\xefve.txt".decode("utf-8", "surrogateescape"): small}
    checkpoints(binary, folder, environment)
    with open(os.path.join(folder, "gpt.ckpt"), "rb") as file:
        raw.update(damaged(dice, file.read()))
    for name, content in raw.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    things_that_are_no_files(folder)
    os.mkdir(os.path.join(folder, "out"))
    inside = [name for name in os.listdir(folder) if name not in ("out", "drained")]
    return sorted(inside) + ["missing.txt", "missing.ckpt", "no/such/folder.txt", "/dev/null", "/dev/zero", "x" * 300]
