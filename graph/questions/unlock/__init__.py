"""Which skill brings most new roles into reach?"""
