"""What do roles, or paths, share, and how do they differ?"""
