"""Which nodes have a name like this?"""
