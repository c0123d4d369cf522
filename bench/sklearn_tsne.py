#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""scikit-learn's Barnes-Hut t-SNE on one cloud, for bench_tsne.

    sklearn_tsne.py N CLOUD ITERATIONS MAP      reads N x 64 float32, writes N x 2 float32, prints the times as JSON

The time of an iteration is scikit-learn's own account of it (verbose output), so that neighbours, start and
Python's overhead are left out. The number of threads is OMP_NUM_THREADS.
"""
import contextlib
import io
import json
import re
import sys
import time

import numpy
import sklearn
from sklearn.manifold import TSNE

rows, iterations = int(sys.argv[1]), int(sys.argv[3])
cloud = numpy.fromfile(sys.argv[2], dtype=numpy.float32).reshape(rows, 64)
tsne = TSNE(perplexity=30, init="pca", learning_rate="auto", n_iter=iterations, n_iter_without_progress=iterations,
            min_grad_norm=0, n_jobs=-1, random_state=1, verbose=2)
started = time.perf_counter()
with contextlib.redirect_stdout(io.StringIO()) as spoken:
    positions = tsne.fit_transform(cloud)
seconds = time.perf_counter() - started
blocks = [float(s) for s in re.findall(r"\(50 iterations in ([0-9.]+)s\)", spoken.getvalue())]
positions.astype(numpy.float32).tofile(sys.argv[4])
print(json.dumps({"total_ms": 1000 * seconds, "iteration_ms": 1000 * sum(blocks) / (50 * len(blocks)),
                  "iterations": tsne.n_iter_ + 1, "own_kl": float(tsne.kl_divergence_), "version": sklearn.__version__}))
