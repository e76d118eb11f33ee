"""What is in the data set, in numbers?"""
