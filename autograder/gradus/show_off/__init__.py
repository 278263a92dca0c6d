"""`python -m gradus.show_off`: the idea in twenty seconds, on one page of terminal."""
