"""The README of what students get."""

from gradus.assignment import Assignment, name_of
from gradus_checks.own_files import DATA

_TEXT = """\
# {title}

You write the functions of {modules}.
Read the hand-out first: `{name}.ipynb`.

## Begin

You need Python 3.11 or newer. Make an environment for this course, once. In a terminal, in this
folder, on macOS and Linux:

    python3 -m venv .venv
    source .venv/bin/activate
    python -m pip install -r requirements.txt

On Windows, in PowerShell:

    py -m venv .venv
    .venv\\Scripts\\Activate.ps1
    python -m pip install -r requirements.txt

If PowerShell says that running scripts is disabled on this system, allow it for your account, and
activate again: `Set-ExecutionPolicy -Scope CurrentUser RemoteSigned`. (Or use the Command Prompt,
with `.venv\\Scripts\\activate.bat`.)

This installs {packages}, pytest, and what runs a notebook. Activate the environment again
whenever you open a new terminal: while it is active, `(.venv)` stands before the prompt and
`python` is the right one on every system. Now try it:

    pytest

runs the public tests and says what is right, what is not, and what is not written yet. Each
unwritten function raises `NotImplementedError`: replace that line with your own.

Open the hand-out

- **in VS Code**, with its extensions Python and Jupyter: open this whole folder (File, Open
  Folder), then `{name}.ipynb`, and choose `.venv` where it asks for a kernel;
- **in JupyterLab**, if your editor does not open notebooks:

      python -m pip install jupyterlab
      jupyter lab {name}.ipynb

- **on Colab**: open `{name}.ipynb` with File, Upload notebook. Drag the zip itself into the list
  of files on the left, and run these two lines in a cell of their own, before all others:

      !unzip -q -n {name}.zip
      %cd {name}

  You need not install anything there. Double-click a `.py` file in that list to open it. Colab
  throws its files away when the session ends: download the ones that you changed, and drag them
  into the folder `{name}` the next time.

Write in the `.py` files with any editor. You need not restart the notebook: it reads your files
anew in each cell. Use what `requirements.txt` names and what comes with Python: nothing else can be
relied on where your work is graded.

| task | | points |
|---|---|---|
{tasks}

## Check

- `pytest` runs everything, `pytest tests/task_{first}.py` one task; with `-x` it stops at the
  first failure.
- In the notebook, `grader.check("task_{first}")` runs the same tests and says the same, and
  `grader.check_all()` shows where you stand.
- The code of a test may take {seconds:g} s. After that it is stopped, you are told which loop has
  not ended, and the other tests are run. (A single call that never comes back to Python, such as
  `sum(itertools.count())`, takes about twice as long, and `pytest` begins anew without that test;
  in the notebook, restart the kernel.)
- Hidden tests check the same sentences of the hand-out with other numbers. You see how many there
  are, and of which kinds; they are run when you hand in.

## Files of your own

Modules, packages (`utils/tools.py`) and data that you put beside the given files are handed in with
them. A grader takes {room}. Names
of files count as well. Data are files that end in
{kinds}. Your code reads data as here,
`np.load("data/table.npz")`, and may write files, by names in this folder (`open("log.txt", "w")`)
or with `tempfile`: 64 MB, 1,000 files and 16 MB a file, thrown away afterwards. A grader lets it
write nowhere else, `/tmp/log.txt` included, nor change a module. Of what it prints in a test
the beginning is shown.

Call none of them like something that Python or the packages above already have: beside a
`random.py`, a `copy.py` or a `numpy.py`, `pytest` does not run, and says which file to rename.

## Hand in

    python submit.py

makes `{name}-submission.zip`, unpacks it into an empty folder as the grader does, runs the
public tests there, and says what is in it, what is missing, and what works here only. (Or hand in
the files named above, as they are.) What else you have changed does not count: marks are given with
the tests, the other files and the data as you got them.

## If something does not work

- "No module named numpy", or "pytest" is not found: the environment is not active (see above), or
  the terminal uses another Python. `python -m pytest` and `python -m pip` always belong together.
- "python" is not found: `python3` on macOS and Linux, `py` on Windows. In an active environment it
  is `python` everywhere.
- "error: externally-managed-environment": the environment above is the cure.
- A test file cannot be used any more: take the folder `tests` out of the zip again.
- The steps above were tried on Linux, in a terminal and in JupyterLab, and in a notebook with the
  versions of Python and IPython that Colab has. They have not yet been tried on Windows, on macOS,
  in VS Code and on Colab itself: if one of them fails there, tell your instructor which.
"""


def readme(assignment: Assignment) -> str:
    """How to begin, to check and to hand in."""
    files = [f"`{module}.py`" for module in assignment.modules]
    tasks = [
        f"| {task.number} | {task.title} | {task.points:g}{' (bonus)' if task.bonus else ''} |"
        for task in assignment.tasks
    ]
    return _TEXT.format(
        title=assignment.title,
        packages=", ".join(name_of(package) for package in assignment.packages),
        modules=_and(files),
        name=assignment.name,
        tasks="\n".join(tasks),
        first=assignment.tasks[0].name.removeprefix("task_"),
        room=assignment.limits.room.told,
        seconds=assignment.limits.home_seconds,
        kinds=_and([f"`{kind}`" for kind in sorted(DATA)]),
    )


def _and(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
