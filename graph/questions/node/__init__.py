"""What do the sources say about one node?"""
