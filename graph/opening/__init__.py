"""Open a data set: choose its source, use the snapshot, load an older version."""
