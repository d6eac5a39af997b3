"""Word documents for the tests, made part by part; all texts are invented."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

_MAIN = f'<Relationship Id="d" Type="{_KIND}officeDocument" Target="word/document.xml"/>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph of text, or of runs if the content is XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def numbered(content: str, level: int = 0, number: int = 1) -> str:
    return paragraph(content, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of cells, each some paragraphs."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows) + "</w:tbl>"


def level(depth: int, text: str, format: str = "decimal", more: str = "") -> str:
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{shape}</w:lvl>'


def numbering(*levels: str, more: str = "") -> str:
    """Return the part that defines list 1 with these levels."""
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{LIST}{more}'


LIST = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def word_file(body: str, **parts: str) -> bytes:
    """Return a .docx of a body, and other parts by name (numbering, styles, footnotes, header)."""
    relations = "".join(f'<Relationship Id="{name}" Type="{_KIND}{name}" Target="{name}.xml"/>' for name in parts)
    files = {
        "_rels/.rels": f"<Relationships {_RELATIONS}>{_MAIN}</Relationships>",
        "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships {_RELATIONS}>{relations}</Relationships>",
        **{f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>" for name, content in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()
