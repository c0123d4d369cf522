#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Maps of one cloud by UMAP, Laplacian eigenmaps and ForceAtlas2, for bench_attraction.

    attraction_peers.py ROWS C FOLDER      reads n x C float32, writes FOLDER/umap<seed>, FOLDER/spectral<seed>, FOLDER/eigenmap
                                           and FOLDER/atlas<seed>, n x 2 float32

UMAP with 15 neighbours and a least distance of .1: `umap` starts where our t-SNE does, from the principal components, so that what
is compared is attraction and repulsion; `spectral` as umap-learn does by default, from the eigenvectors of its graph.
Eigenmaps by scikit-learn of the symmetrised graph of 60 nearest neighbours, which is as many as our perplexity of 20 looks at.
ForceAtlas2 (force_atlas.py) 3,000 steps from the principal components (`atlas0`) and from chance.
"""
import pathlib
import sys
import warnings

import numpy
import umap
from force_atlas import force_atlas, neighbour_graph
from sklearn.decomposition import PCA
from sklearn.manifold import SpectralEmbedding

warnings.filterwarnings("ignore")
rows = numpy.fromfile(sys.argv[1], dtype=numpy.float32).reshape(-1, int(sys.argv[2]))
folder = pathlib.Path(sys.argv[3])
start = PCA(2, svd_solver="full").fit_transform(rows)
start = (10 * start / numpy.abs(start).max()).astype(numpy.float32)  # UMAP's own starts lie between -10 and 10
for seed in range(1, 6):
    for name, init in (("umap", start), ("spectral", "spectral")):
        made = umap.UMAP(n_neighbors=15, min_dist=0.1, init=init, random_state=seed).fit_transform(rows)
        made.astype(numpy.float32).tofile(folder / f"{name}{seed}")
SpectralEmbedding(n_components=2, affinity="nearest_neighbors", n_neighbors=61,
                  random_state=1).fit_transform(rows).astype(numpy.float32).tofile(folder / "eigenmap")
graph = neighbour_graph(rows.astype(float))
for seed in range(4):
    chance = numpy.random.default_rng(seed).normal(size=start.shape) * start.std()
    force_atlas(graph, start.astype(float) if seed == 0 else chance).astype(numpy.float32).tofile(folder / f"atlas{seed}")
