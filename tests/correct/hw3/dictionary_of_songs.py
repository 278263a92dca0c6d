"""Songs in a dictionary of lists; gradients by nditer; a list of a class of its own."""

# === splits.py
from collections import defaultdict


def grouped_split(groups, ratios, rng):
    songs = defaultdict(list)
    for number, song in enumerate(np.asarray(groups).tolist()):
        songs[song].append(number)
    names = list(songs)
    rng.shuffle(names)
    first, second = _borders(len(names), ratios)
    parts = names[:first], names[first:second], names[second:]
    return [np.array([n for name in part for n in songs[name]], dtype=int) for part in parts]


# === regularization.py
class _Gradients(list):
    """A list all the same."""


def l1_penalty_grad(weights, lam):
    found = _Gradients()
    for w in weights:
        with np.nditer([w, None], op_dtypes=[None, float], casting="unsafe") as entries:
            for entry, slope in entries:
                slope[...] = lam * ((entry > 0) * 1.0 - (entry < 0) * 1.0)
            found.append(entries.operands[1])
    return found


def l2_penalty_grad(weights, lam):
    return _Gradients(np.asarray(w, dtype=float) * lam * 2 for w in weights)
