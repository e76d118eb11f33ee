"""What does the data say about one node?"""
