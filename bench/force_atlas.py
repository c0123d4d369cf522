# SPDX-License-Identifier: MIT
"""ForceAtlas2 (Jacomy, Venturini, Heymann & Bastian 2014, doi 10.1371/journal.pone.0098679), every pair of nodes by itself, for
attraction_peers.py.

Along an edge nodes attract each other by their distance d, and all pairs repel each other by scale (deg + 1)(deg + 1) / d: on
the symmetrised graph of 15 nearest neighbours, as Böhm, Berens & Kobak (2022, arXiv 2007.08902) use it. Gravity pulls each node
to the middle by gravity (deg + 1), so that parts of a graph that nothing holds together do not drift apart for ever. How far
nodes go at each step is the paper's own rule: slowly where a node swings, and all of them faster where most go straight on.

    python3 bench/force_atlas.py            checks it against what can be worked out by hand
"""
import numpy


def neighbour_graph(rows, k=15):
    """n x n of 0 and 1: who is among whose k nearest, either way round."""
    away = ((rows[:, None, :] - rows[None, :, :]) ** 2).sum(-1)
    numpy.fill_diagonal(away, numpy.inf)
    graph = numpy.zeros(away.shape)
    numpy.put_along_axis(graph, numpy.argsort(away, axis=1, kind="stable")[:, :k], 1.0, axis=1)
    return numpy.maximum(graph, graph.T)


def forces(places, graph, scale, gravity):
    mass = graph.sum(1) + 1
    length = (places ** 2).sum(1)
    square = length[:, None] + length[None, :] - 2 * places @ places.T
    numpy.fill_diagonal(square, numpy.inf)
    net = scale * numpy.outer(mass, mass) / numpy.maximum(square, 1e-9) - graph  # along the way from one to another, as a factor of it
    pull = gravity * mass / numpy.maximum(numpy.sqrt(length), 1e-9)
    return (net.sum(1) - pull)[:, None] * places - net @ places


def force_atlas(graph, start, scale=2.0, gravity=1.0, steps=3000):
    places, before, speed, mass = start.copy(), numpy.zeros_like(start), 1.0, graph.sum(1) + 1
    for _ in range(steps):
        now = forces(places, graph, scale, gravity)
        swing = numpy.linalg.norm(now - before, axis=1)
        traction = numpy.linalg.norm(now + before, axis=1) / 2
        speed = min(1.5 * speed, (mass * traction).sum() / max((mass * swing).sum(), 1e-12))
        step = 0.1 * speed / (1 + speed * numpy.sqrt(swing))
        step = numpy.minimum(step, 10 / numpy.maximum(numpy.linalg.norm(now, axis=1), 1e-12))
        places, before = places + step[:, None] * now, now
    return places


def check():
    edge = numpy.array([[0.0, 1.0], [1.0, 0.0]])
    far = numpy.linalg.norm(numpy.diff(force_atlas(edge, numpy.array([[0.0, 0.1], [3.0, 0.0]]), 2.0, 0.0), axis=0))
    assert abs(far - 8 ** 0.5) < 1e-3, far  # d = 2 * 2 * 2 / d
    ring = neighbour_graph(numpy.array([[numpy.cos(a), numpy.sin(a)] for a in numpy.arange(12) * numpy.pi / 6]), 2)
    assert (ring.sum(1) == 2).all()
    dice = numpy.random.default_rng(1)
    places, graph = dice.normal(size=(12, 2)), ring
    slow = numpy.zeros_like(places)
    for i in range(12):
        for j in range(12):
            if i != j:
                way = places[i] - places[j]
                slow[i] += way / numpy.linalg.norm(way) * (2 * 9 / numpy.linalg.norm(way) - graph[i, j] * numpy.linalg.norm(way))
        slow[i] -= 3 * places[i] / numpy.linalg.norm(places[i])
    assert numpy.allclose(forces(places, graph, 2.0, 1.0), slow)
    print("force_atlas: two nodes lie where attraction and repulsion are equal; forces are those of the pairs one by one")


if __name__ == "__main__":
    check()
