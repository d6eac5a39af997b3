"""The README says what the program prints: every console block and table in it is compared with a run."""

from readme import README, rewritten


def test_readme_shows_what_the_program_prints() -> None:
    text = README.read_text(encoding="utf-8")
    assert rewritten(text) == text, "run: python tests/readme.py"
