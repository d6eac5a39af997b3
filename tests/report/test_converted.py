"""The report as LibreOffice saves it, as .docx and .pdf, has the same sections as its text; so has every invented report."""

import random
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.report.outline import section_texts
from liuzhou_vet.report.text import read_text

REPORT = Path(__file__).resolve().parents[3] / "shared" / "report" / "liuzhou-2020.txt"
SOFFICE = shutil.which("soffice")
FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf"}
PASSWORD = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'

needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (Debian package libreoffice-writer)")
needs_report = pytest.mark.skipif(not REPORT.exists(), reason="the report's text is not beside the repository")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("saved")


def converted(text: Path, kind: str, folder: Path) -> Path:
    """Return a text as LibreOffice saves it."""
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--infilter=Text (encoded):UTF8"]
    subprocess.run([*command, "--convert-to", kind, "--outdir", str(folder), str(text)], check=True, capture_output=True, timeout=300)
    saved = folder / text.with_suffix(f".{kind.partition(':')[0]}").name
    if not saved.exists():
        pytest.skip("LibreOffice is here without Writer (Debian package libreoffice-writer)")
    return saved


def sections(path: Path) -> dict[str, str]:
    """Return the text of each section without its line ends."""
    return {number: text.replace("\n", "") for number, text in section_texts(read_text(path)).items()}


@needs_report
def test_the_report_in_gb18030(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(REPORT.read_text(encoding="utf-8").encode("gb18030"))
    assert section_texts(read_text(file)) == section_texts(read_text(REPORT))


@pytest.mark.slow
@needs_office
@needs_report
@pytest.mark.parametrize("kind", FILTERS)
def test_the_report_as_saved_by_a_word_processor(kind: str, folder: Path) -> None:
    assert sections(converted(REPORT, FILTERS[kind], folder)) == sections(REPORT)


def invented(case: int) -> str:
    """Return an invented report: sections with paragraphs of any length, full of figures, without empty lines between."""
    chance = random.Random(case)
    words = [
        "虚构学校",
        "在校生",
        "10934.80元",
        "94.32%",
        "（含民办）",
        "“双师型”",
        "教师1,458人，",
        "增加了",
        "VR技术",
        "1-2名",
        "、",
        "2031年",
    ]
    lines = ["虚构市中等职业教育2031年度质量报告"]
    for number in range(1, 6):
        lines.append(f"{number}.虚构的标题")
        for part in range(1, 4):
            lines.append(f"{number}.{part} 虚构的一节")
            lines += ["".join(chance.choices(words, k=chance.randint(3, 60))) + "。" for _ in range(3)]
    return "\n".join(lines) + "\n"


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("case", range(3))
def test_invented_reports_as_saved_by_a_word_processor(kind: str, case: int, folder: Path) -> None:
    text = folder / f"invented-{case}.txt"
    text.write_text(invented(case), encoding="utf-8")
    assert sections(converted(text, FILTERS[kind], folder)) == sections(text)


@pytest.mark.slow
@needs_office
def test_a_pdf_with_a_password(folder: Path) -> None:
    text = folder / "secret.txt"
    text.write_text(invented(7), encoding="utf-8")
    with pytest.raises(VetError, match="has a password"):
        read_text(converted(text, PASSWORD, folder))


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("kind", FILTERS)
def test_a_broken_file_is_refused_or_read(kind: str, folder: Path) -> None:
    text = folder / "broken.txt"
    text.write_text(invented(8), encoding="utf-8")
    whole = converted(text, FILTERS[kind], folder).read_bytes()
    file = folder / f"broken-now.{kind}"
    for case in range(60):
        chance = random.Random(case)
        content = bytearray(whole[: chance.randrange(len(whole))] if case % 3 == 0 else whole)
        for _ in range(case % 5):
            content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)
        with suppress(VetError):
            assert read_text(file)
