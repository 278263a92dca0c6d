"""Strings, and a generator."""


def longest_words(text):
    """The longest words of `text`, in lower case and sorted, each once; punctuation is none."""
    # BEGIN SOLUTION
    words = {word.strip(".,;:!?").lower() for word in text.split()} - {""}
    longest = max(map(len, words), default=0)
    return sorted(word for word in words if len(word) == longest)
    # END SOLUTION


def sentences(text):
    """Yields the sentences of `text`, one at a time, without the spaces around them."""
    # BEGIN SOLUTION
    start = 0
    for place, letter in enumerate(text):
        if letter in ".!?":
            yield text[start : place + 1].strip()
            start = place + 1
    if text[start:].strip():
        yield text[start:].strip()
    # END SOLUTION
