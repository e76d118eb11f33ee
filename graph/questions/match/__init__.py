"""Which roles are in reach of a person?"""
