"""A codec by loops over frames and bands, one integer of Python's for all bits, digits as text."""


# === codec.py
def encode(sound, bits_per_second):
    samples = [float(each) for each in np.asarray(sound).reshape(-1)]
    if np.ndim(sound) != 1:
        raise ValueError("two channels: %s" % (np.shape(sound),))
    loud = max([abs(each) for each in samples], default=0.0)
    head = len(samples).to_bytes(4, "little") + np.float32(loud).tobytes()
    if loud == 0.0:
        return head
    bands = to_bands(to_frames(np.array(samples) / loud * 4))
    frames, most = len(bands), int(bits_per_second * len(samples) / RATE) - 8 * (len(head) + 3)
    bits = np.zeros(BANDS, dtype=int)
    for band in range(BANDS):  # from low to high, four bits each, as long as they last
        if frames * int(np.sum(np.where(bits > 0, 6 + 16 * bits, 0))) + frames * 70 <= most - 16:
            bits[band] = 4
    codes, exponents = quantize(bands, bits)
    stream, length = 1, 0
    for frame in range(frames):
        for band in range(BANDS):
            if bits[band]:
                stream = stream << 6 | int(exponents[frame, band]) + 32
                for code in codes[frame, band].tolist():
                    stream = stream << 4 | code + 7
    count = int(np.count_nonzero(bits))
    return head + bytes([count]) + stream.to_bytes((stream.bit_length() + 7) // 8, "big")


def decode(data):
    samples = int.from_bytes(data[:4], "little")
    loud = float(np.frombuffer(data[4:8], np.float32)[0])
    if len(data) == 8:
        return np.array([0.0] * samples)
    digits = bin(int.from_bytes(data[9:], "big"))[3:]
    frames = len(to_frames(np.zeros(samples)))
    bits = np.array([4] * data[8] + [0] * (BANDS - data[8]))
    codes = np.zeros((frames, BANDS, WIDTH), dtype=int)
    exponents, place = np.zeros((frames, BANDS), dtype=int), 0
    for frame in range(frames):
        for band in range(data[8]):
            exponents[frame, band] = int(digits[place : place + 6], 2) - 32
            place += 6
            for number in range(WIDTH):
                codes[frame, band, number] = int(digits[place : place + 4], 2) - 7
                place += 4
    copy = to_sound(from_bands(dequantize(codes, exponents, bits)))[:samples] * loud / 4
    return np.array(copy.tolist())
