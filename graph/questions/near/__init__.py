"""Which skills are near a skill?"""
