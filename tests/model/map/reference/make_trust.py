#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes trust_reference.inc: scikit-learn's trustworthiness of a cloud that quality_test.cpp makes too.

The cloud comes from a formula, not from a generator, so that both languages have the same one to the last bit of a
float32. Continuity is trustworthiness with the two spaces exchanged. Run with a Python that has scikit-learn:
    ./make_trust.py > trust_reference.inc
"""
import numpy
import sklearn
from sklearn.manifold import trustworthiness

N, C = 180, 12
i, j = numpy.meshgrid(numpy.arange(N), numpy.arange(C), indexing="ij")
# Whole numbers below 2^20 divided by a power of two are exact in float32; a cube makes no lattice, which would have ties.
rows = ((i + 1) ** 3 * 7919 * (j + 3) ** 2 + (i % 6) * 40009 * (j + 1)) % 1048573 / 1048576.0 + (i % 6 == j % 6)
assert (rows == rows.astype(numpy.float32)).all()
flat = rows[:, :2].copy()

print(f"// Made by make_trust.py with scikit-learn {sklearn.__version__}: k, trustworthiness, continuity.")
for k in (1, 5, 10, 40):
    forth = trustworthiness(rows, flat, n_neighbors=k)
    back = trustworthiness(flat, rows, n_neighbors=k)
    print(f"{{{k}, {forth:.12f}, {back:.12f}}},")
