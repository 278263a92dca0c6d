"""The untrusted side: a template process, and the forks of it that run a student's code."""
