"""Remembers in dictionaries what has been asked."""


# === allocation.py
def greedy(distortion, cost, budget, n_bands):
    known = {}

    def ask(bits):
        if bits not in known:
            known[bits] = distortion(np.array(bits))
        return known[bits]

    bits = (0,) * n_bands
    ask(bits)
    while True:
        price, now = cost(np.array(bits)), ask(bits)
        steps = {}
        for band in range(n_bands):
            more = bits[band] + (2 if bits[band] == 0 else 1)
            tried = (*bits[:band], more, *bits[band + 1 :])
            if more <= MAX_BITS and cost(np.array(tried)) <= budget:
                steps[tried] = (now - ask(tried)) / (cost(np.array(tried)) - price)
        if not steps or max(steps.values()) <= 0:
            best = min(known, key=known.get)
            return np.array(best), known[best]
        bits = max(steps, key=steps.get)
