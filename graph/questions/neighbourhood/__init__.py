"""Which nodes surround a node?"""
