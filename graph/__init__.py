"""Career knowledge graphs: load a data set, build its graph, ask it questions.

Import from the module that answers the question: ``graph.dataset`` (load and check),
``graph.build``, ``graph.index``, ``graph.paths``, ``graph.neighbourhood``, ``graph.overlap``,
``graph.exchange``. Nothing is imported here, so that a command pays only for what it uses.
"""
