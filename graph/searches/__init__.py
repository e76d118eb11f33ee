"""Search algorithms over whole numbers: shortest paths, k shortest paths, Pareto-optimal paths.

They are written by hand for speed. On the benchmark graphs a shortest path takes about half as
long as with networkx, and k shortest simple paths take 1/14 to 1/260 of the time. Some shortest
paths are up to 5 times as fast as with igraph, some take 1.7 times as long; tests/benchmarks has
all numbers.
"""
