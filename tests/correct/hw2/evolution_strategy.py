"""Search with one parent and many children; the trajectory of descent in a list of tuples."""


# === gradient_descent.py
def genetic_search(f, low, high, population, generations, rng):
    best_w, best_value = None, np.inf
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    centre, size = (low + high) / 2, (high - low) / 2
    for generation in range(generations + 1):
        if generation:
            children = np.clip(
                centre + 0.5**generation * size * rng.normal(size=(population, len(low))), low, high
            )
        else:
            children = rng.uniform(low, high, (population, len(low)))
        for child in children:
            value = f(child)
            if best_w is None or value < best_value:
                best_w, best_value = child, value
        centre = best_w
    return best_w, best_value


def gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0):
    rows = [tuple(float(each) for each in w0)]
    for _ in range(max_steps):
        g = np.asarray(grad(np.array(rows[-1])), dtype=float)
        if sum(each**2 for each in g) ** 0.5 <= tolerance:
            return np.array(rows)
        rows.append(tuple(w - learning_rate * each for w, each in zip(rows[-1], g)))
    return np.array(rows)
