"""The headings that rosters and gradebooks have: one list, for reading them and for writing back.

In small letters. What is not English is what Moodle and spreadsheets call it there.
"""

NAME = (
    *("student", "name", "full name", "student name", "display name", "roster identifier"),
    *("vollständiger name", "nom complet", "nombre completo", "nome completo", "volledige naam"),
)
FIRST = ("firstname", "first name", "given name", "vorname", "prénom", "nombre", "nome", "voornaam")
LAST = (
    *("lastname", "last name", "surname", "family name", "nachname", "nom", "apellido(s)"),
    *("apellidos", "cognome", "achternaam", "sobrenome"),
)
EMAIL = (
    *("email address", "email", "e-mail", "e-mail address", "mail", "e-mail-adresse"),
    *("adresse de courriel", "dirección de correo", "indirizzo email", "e-mailadres"),
)
LOGIN = (
    *("username", "sis login id", "login", "login id", "login_id", "user name", "user"),
    *("orgdefinedid", "anmeldename", "nom d'utilisateur", "nombre de usuario"),
)
NUMBER = (
    *("id number", "sis user id", "idnumber", "student number", "student id", "sid", "user_id"),
    *("matriculation number", "matrikelnummer", "numéro d'identification", "número de id"),
)
ACCOUNT = (
    *("github", "github username", "github_username", "github_id", "gitlab", "repository"),
    "integration id",
)
KEYS = (*EMAIL, *LOGIN, *NUMBER, *ACCOUNT)
"""By which a student is known, each to one line."""
GROUP = (
    *("group", "group name", "group_name", "team", "team name", "groups", "gruppe", "groupe"),
    *(
        "grupo",
        "gruppo",
        "groep",
        "grupa",
        "skupina",
        "grupp",
        "ryhmä",
        "csoport",
        "grup",
        "группа",
    ),
    *("група", "グループ", "小组", "群組", "모둠", "ομάδα"),
)
SECTION = ("section", "sections", "section name", "class", "course section", "lab", "tutorial")
CANVAS_ID = ("id", "canvas_user_id")
MOODLE_ID = ("identifier",)

# The grading worksheet of Moodle in English; in other languages its cells tell what they are.
STATUS = ("status",)
GRADE = ("grade",)
MAXIMUM = ("maximum grade",)
CHANGEABLE = ("grade can be changed",)
SUBMITTED = ("last modified (submission)",)
GRADED = ("last modified (grade)",)
