"""Search algorithms over whole numbers: shortest paths, k shortest paths, Pareto paths.

Written by hand because the speed goals ask for it; tests/benchmarks measures them beside peers.
"""
