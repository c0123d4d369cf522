#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Our trainer against PyTorch: same model, same batch, same threads, taking turns; medians as a Markdown table.

usage: compare_train.py TRAIN_BENCH [--rounds N] [--scaling] [--quick]
--scaling adds the cost of our step as vocabulary, width and context grow.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys

import torch

CASES = {  # vocabulary, dim, layers, heads, context, batch
    "default: d 64, L 2, V 670": (670, 64, 2, 4, 32, 32),
    "d 128, L 4, V 670": (670, 128, 4, 4, 32, 32),
    "d 256, L 6, V 8,000": (8000, 256, 6, 8, 32, 32),
}
SCALING = [("vocabulary", 0, (670, 2000, 8000, 32000)), ("width", 1, (32, 64, 128, 256)),
           ("context", 4, (16, 32, 64, 128, 256))]


class Side:
    """One of the programs, kept running; ask() sends a line and returns the number that comes back."""

    def __init__(self, command, threads):
        environment = os.environ | {"OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "passive"}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=environment, stderr=subprocess.DEVNULL)

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def blas_library():
    """The one that PyTorch has loaded. Debian's reference BLAS makes it ten times slower: no comparison at all."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    loaded = {line.split()[-1] for line in open("/proc/self/maps", encoding="ascii") if "blas" in line}
    if not any("openblas" in path for path in loaded):
        sys.exit("PyTorch runs without OpenBLAS here: apt-get install libopenblas0-openmp")
    return ", ".join(sorted(pathlib.Path(path).name for path in loaded))


def gflop(vocabulary, dim, layers, heads, context, batch):
    """Of one step: three passes of 2 operations per weight and token, and attention's two products, all cells."""
    weights = layers * 12 * dim * dim + vocabulary * dim
    return 1e-9 * batch * context * (6 * weights + 12 * layers * context * dim)


def compare(program, name, case, threads, rounds, seconds):
    arguments = [str(value) for value in (*case, threads)]
    ours = Side([program, *arguments], threads)
    theirs = Side(["/usr/bin/python3", str(pathlib.Path(__file__).with_name("torch_train.py")), *arguments], threads)
    steps = max(2, round(seconds / theirs.ask("steps 3")))
    ours.ask(f"steps {steps}")
    pairs = [(ours.ask(f"steps {4 * steps}"), theirs.ask(f"steps {steps}")) for _ in range(rounds)]
    sgemm, openblas, peak = ours.ask("sgemm"), theirs.ask("sgemm"), ours.ask("fma")
    ours.close()
    theirs.close()
    a, b = (statistics.median(side) for side in zip(*pairs))
    ratio = statistics.median(theirs / ours for ours, theirs in pairs)
    rate = gflop(*case) / a
    tokens = case[4] * case[5] / a
    print(f"| {name} | {threads} | {1e3 * a:.2f} | {1e3 * b:.1f} | **{ratio:.2f}** | {tokens / 1e3:,.0f} | "
          f"{rate:.0f} | {sgemm:.0f} | {openblas:.0f} | {peak:.0f} | {100 * rate / peak:.0f} % |", flush=True)


def scaling(program):
    print("\n| what grows | value | ms a step (2 threads) | GFLOP/s |\n|---|---|---|---|")
    for what, place, values in SCALING:
        for value in values:
            case = list(next(iter(CASES.values())))
            case[place] = value
            side = Side([program, *map(str, case), "2"], 2)
            steps = max(2, round(0.3 / side.ask("steps 2")))
            seconds = statistics.median(side.ask(f"steps {steps}") for _ in range(5))
            side.close()
            print(f"| {what} | {value:,} | {1e3 * seconds:.2f} | {gflop(*case) / seconds:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--scaling", action="store_true")
    parser.add_argument("--quick", action="store_true", help="one short round each")
    arguments = parser.parse_args()
    print(f"PyTorch {torch.__version__} with {blas_library()}\n")
    print("| model (context 32, batch 32) | threads | ours, ms a step | PyTorch, ms a step | PyTorch / ours | "
          "ours, thousand tokens/s | ours, GFLOP/s | our SGEMM | OpenBLAS's | FMA peak | share of it |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|")
    for threads in (1, 2):
        for name, case in CASES.items():
            compare(arguments.program, name, case, threads, *((1, 0.2) if arguments.quick else (arguments.rounds, 0.5)))
    if arguments.scaling:
        scaling(arguments.program)


main()
