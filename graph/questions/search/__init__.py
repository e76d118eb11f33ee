"""Which nodes have this name, or one like it?"""
