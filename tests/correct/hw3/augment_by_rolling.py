"""Augments by rolling the bands, with what came round the edge filled by the row's minimum."""


# === splits.py
def augment(x, labels, rng):
    rows, names = list(x), list(labels)
    for row, name in zip(x, labels):
        for shift in rng.choice([-3, -2, -1, 1, 2, 3], 2, replace=False):
            moved = np.roll(row, shift)
            moved[: max(shift, 0)] = row.min()
            moved[len(row) + min(shift, 0) :] = row.min()
            rows.append(moved)
            names.append(name)
    return np.stack(rows), np.array(names, dtype=np.int32)


def grouped_split(groups, ratios, rng):
    names, place = np.unique(groups, return_inverse=True)
    parts = train_val_test_split(len(names), ratios, rng)
    side = np.empty(len(names), dtype=int)
    for number, part in enumerate(parts):
        side[part] = number
    return [np.nonzero(side[place] == number)[0] for number in range(3)]
