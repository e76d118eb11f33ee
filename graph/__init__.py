"""Career knowledge graphs: load a data set, build its graph, ask it questions.

Import from the module that does the work: ``graph.opening`` (load and check), ``graph.store``
(the graph), ``graph.questions`` (one package a question), ``graph.formats`` (GraphML). Nothing is
imported here, so that a command pays only for what it uses.
"""
