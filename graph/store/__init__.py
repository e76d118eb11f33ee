"""The graph: columns, index, edges, derived overlaps and the networkx graph."""
