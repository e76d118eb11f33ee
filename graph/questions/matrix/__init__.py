"""Which role requires which skill, at which level: the framework as one table."""
