"""What a call prints, reads and writes, beside what it returns."""

import numpy as np
from contract.contracts.registry import Contracts

from gradus_checks import CheckFailed, check_prints, check_writes

contract = Contracts()

WRITER = """
    import sys

    def greet(name):
        print("Hello,", name)
        print("a warning", file=sys.stderr)
        return len(name)

    def ask():
        return int(input("How many? ")) + int(input())

    def own_stream(text):
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.buffer.write(text.encode())

    def save(file, array):
        with open(file, "w") as opened:
            for number in array:
                print(number, file=opened)
        array += 1
        return file

    class Log:
        def __init__(self):
            self.lines = []

        def say(self, *words, end="!"):
            self.lines.append(words)
            print(*words, end=end)
"""


@contract(WRITER, plain=False)
def what_is_printed_and_returned(student):
    return check_prints("Hello, Ann", student.greet, "Ann")


@contract(WRITER, plain=False)
def lines_are_typed(student):
    return check_prints("How many? ", student.ask, typed=("3", "4"))


@contract(WRITER, plain=False)
def a_stream_is_the_student_s_to_change(student):
    return check_prints("Größe\n", student.own_stream, "Größe")


@contract(WRITER, plain=False)
def a_method_prints(student):
    log = student.Log()
    check_prints("a b.", log.say, "a", "b", end=".")
    return len(log.lines)


@contract(WRITER, plain=False)
def a_file_is_written_and_gone(student):
    array = np.arange(3)
    given = check_writes("out.txt", "0\n1\n2\n", student.save, "out.txt", array)
    try:
        check_writes("out.txt", "0\n", student.greet, "Ann")
    except CheckFailed as error:
        return given, array, error.message, error.detail
