"""Star imports, and old-fashioned strings."""

# === trainable.py
from math import *


def copy_snr(gain):
    return -20 * log10(fabs(gain - 1))


def copy_distance(gain):
    return fabs(20 * log10(fabs(gain)))


def snr_with_more_bits(snr, more):
    return snr + 20 * log10(2) * more


# === quantizer.py
from frames import *


def bits_per_second(bits, rate):
    rates = {0: 0, 1: 0}
    return sum([rates.get(int(b), 16 * int(b) + SCALE_BITS) for b in bits]) * (rate / float(HOP))
