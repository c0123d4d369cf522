#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""FIt-SNE (Linderman et al. 2019) on one cloud, for bench_tsne.

    fit_sne.py PROGRAM N CLOUD ITERATIONS MAP THREADS     reads N x 64 float32, writes N x 2 float32, prints the times as JSON

PROGRAM is its bin/fast_tsne. The settings are those of its own Python wrapper: interpolation by FFT, Annoy for neighbours,
a start from principal components, exaggeration 12 for 250 iterations, learning rate N / 12 or 200. The time of an iteration
is its own account of it, which it gives in hundredths of a second per 50 iterations.
"""
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import numpy

program, rows, iterations, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[4]), sys.argv[6]
cloud = numpy.fromfile(sys.argv[3], dtype=numpy.float32).reshape(rows, 64).astype(numpy.float64)
centred = cloud - cloud.mean(axis=0)
start = centred @ numpy.linalg.svd(centred, full_matrices=False)[2][:2].T
start *= 1e-4 / start[:, 0].std()

perplexity, trees = 30.0, 50
header = struct.pack("=iidd", rows, 64, 0.5, perplexity)
header += struct.pack("=iiiidddd", 2, iterations, 250, 250, 0.5, 0.8, max(200.0, rows / 12), 5.0)
header += struct.pack("=idii", -1, -1.0, 2, 1)  # neighbours and width by the perplexity; FFT; Annoy
header += struct.pack("=diiiid", 12.0, 0, trees, int(3 * perplexity * trees), -1, -1.0)
header += struct.pack("=idi", 3, 1.0, 50)  # nodes of the interpolation
with tempfile.TemporaryDirectory() as folder:
    asked, answer = pathlib.Path(folder) / "data.dat", pathlib.Path(folder) / "result.dat"
    asked.write_bytes(header + cloud.tobytes() + struct.pack("=idi", 1, 1.0, 0) + start.tobytes())
    spoken = subprocess.run([program, "1.2.1", asked, answer, threads], check=True, capture_output=True, text=True).stdout
    positions = numpy.frombuffer(answer.read_bytes()[8:8 + 16 * rows], dtype=numpy.float64)
blocks = [float(s) for s in re.findall(r"\(50 iterations in ([0-9.]+) seconds\)", spoken)]
positions.astype(numpy.float32).tofile(sys.argv[5])
print(json.dumps({"iteration_ms": 1000 * sum(blocks) / (50 * len(blocks))}))
