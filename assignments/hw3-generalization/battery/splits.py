"""Whether splits keep what the hand-out promises, and what standardize gives."""

import numpy as np

from gradus.audit.battery import tried

RATIOS = ((8, 1, 1), (9, 0.5, 0.5), (6, 2, 2), (1, 1, 1), (0.2, 0.3, 0.5), (1, 5, 2))


def sample_splits(splits, rng):
    for n in (3, 5, 10, 37, 101, 1000):
        for ratios in RATIOS:
            seed = int(rng.integers(10_000))
            parts = [
                np.array(p)
                for p in splits.train_val_test_split(n, ratios, np.random.default_rng(seed))
            ]
            shares = n * np.array(ratios) / np.sum(ratios)
            yield [
                abs(part.size - share) <= 1 + 1e-9
                for part, share in zip(parts, shares, strict=True)
            ]
            yield np.sort(np.concatenate(parts))
            again = splits.train_val_test_split(n, ratios, np.random.default_rng(seed))
            yield all(map(np.array_equal, parts, again))
    first, second = (splits.train_val_test_split(200, (1, 1, 1), rng) for _ in range(2))
    yield [np.array_equal(first[0], second[0])]
    yield [bool(np.all(np.diff(part) > 0)) for part in first]


def song_splits(splits, rng):
    for songs in (3, 7, 10, 33):
        for ratios in RATIOS:
            names = rng.choice(10_000, songs, replace=False)
            groups = rng.permutation(np.repeat(names, rng.integers(1, 20, songs)))
            before, seed = groups.copy(), int(rng.integers(10_000))
            parts = [
                np.array(p)
                for p in splits.grouped_split(groups, ratios, np.random.default_rng(seed))
            ]
            yield np.array_equal(groups, before)
            yield np.sort(np.concatenate(parts))
            inside = [set(groups[part].tolist()) for part in parts]
            yield sum(map(len, inside)) == songs
            shares = songs * np.array(ratios) / np.sum(ratios)
            yield [
                abs(len(each) - share) <= 1 + 1e-9
                for each, share in zip(inside, shares, strict=True)
            ]
            again = splits.grouped_split(groups, ratios, np.random.default_rng(seed))
            yield all(map(np.array_equal, parts, again))
    groups = np.repeat(np.arange(200), 2)
    first, second = (splits.grouped_split(groups, (1, 1, 1), rng) for _ in range(2))
    yield np.array_equal(first[0], second[0])


def standards(splits, rng):
    for n, d in ((1, 1), (2, 3), (7, 4), (50, 2)):
        scale = 10.0 ** rng.integers(-3, 4, d)
        train, other = rng.normal(-40, 1, (n, d)) * scale, rng.normal(-40, 1, (5, d)) * scale
        constant = np.tile(rng.normal(0, 1, d), (n, 1))
        whole = rng.integers(-90, 0, (n, d))
        for table in (train, constant, whole, np.where(np.arange(d) % 2, train, constant)):
            yield tried(lambda *parts: list(splits.standardize(*parts)), table, other, whole)
            yield tried(lambda part: list(splits.standardize(part)), table)


def augmented_in_few_bands(splits, rng):
    for d in (1, 5, 11, 12):
        x, labels = rng.normal(-60, 10, (6, d)), rng.integers(0, 3, 6)
        more, names = splits.augment(x.copy(), labels.copy(), np.random.default_rng(4))
        more, names = np.asarray(more), np.asarray(names)
        yield [more.ndim, more.shape[1], names.shape == (len(more),), bool(np.isfinite(more).all())]


def augmented(splits, rng):
    for n in (2, 10, 40):
        x, labels = rng.normal(-90, 1, (n, 72)), np.array([2, 5] * (n // 2))
        x[np.arange(1, n, 2), rng.integers(20, 52, n // 2)] += 50
        before = x.copy(), labels.copy()
        more, names = splits.augment(x, labels, np.random.default_rng(3))
        more, names = np.asarray(more), np.asarray(names)
        yield [np.array_equal(x, before[0]), np.array_equal(labels, before[1])]
        yield [more.ndim, more.shape[1], names.shape == (len(more),), bool(np.isfinite(more).all())]
        known = {row.tobytes() for row in x}
        yield any(row.astype(float).tobytes() not in known for row in more)
        peaks = np.max(more, axis=1) - np.median(more, axis=1) > 20
        yield bool(np.mean(peaks == (names == 5)) >= 0.8)
