"""How do I get from one role to another?"""
