"""The untrusted side: a template process, and the forks of it that run a student's code.

`python -m gradus.worker FD` starts a template that takes its orders from descriptor FD.
"""
