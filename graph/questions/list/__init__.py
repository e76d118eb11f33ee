"""Which nodes are there?"""
