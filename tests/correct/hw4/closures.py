"""Functions that make functions."""


# === allocation.py
def _search_with(search):
    def allocate(distortion, cost, budget, n_bands, *settings):
        def paid(wishes):
            return within_budget(wishes, cost, budget)

        box = np.zeros(n_bands), np.full(n_bands, float(MAX_BITS))
        wishes, value = search(lambda each: distortion(paid(each)), *box, *settings)
        return paid(wishes), value

    return allocate


random_allocation = _search_with(random_search)
genetic_allocation = _search_with(genetic_search)


# === trainable.py
def _decibels(of):
    return lambda gain: 20 * np.log10(of(gain))


copy_snr = _decibels(lambda gain: 1 / abs(1 - gain))
copy_distance = _decibels(lambda gain: max(abs(gain), 1 / abs(gain)))
