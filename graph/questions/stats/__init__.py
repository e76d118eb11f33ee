"""What does the data set hold, in numbers?"""
