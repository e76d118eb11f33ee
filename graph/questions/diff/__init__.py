"""What differs between two versions of a data set?"""
