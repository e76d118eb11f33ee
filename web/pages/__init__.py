"""The pages that answer no question of their own: the map, one node, lists, search, the data."""
