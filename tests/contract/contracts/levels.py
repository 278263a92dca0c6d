"""The isolation levels on which contracts are tried."""

BY_BUBBLEWRAP = "namespaces by bubblewrap"
LEVELS = ("none", "confined", "namespaces", BY_BUBBLEWRAP)
