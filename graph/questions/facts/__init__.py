"""Which facts does the data set hold?"""
