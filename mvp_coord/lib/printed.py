"""Papers: tagged PDFs (PDF/UA-1) from a Typst template and plain data, so that nothing in the data is read as markup.

Templates lie in templates/print and read their data by `json(bytes(sys.inputs.data))`.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

import typst

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates" / "print"
# What turns the text around it, and what is no sign at all.
_UNSEEN: Final = re.compile(
    "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_LONG_WORD: Final = re.compile(r"([^\s\u200b]{24})(?=[^\s\u200b])")
_NO_GLYPH: Final = re.compile(r"the text `(\".*?\")` could not be displayed")
_INSTEAD: Final = "□"
# Each turn takes out the signs that the fonts at hand were found not to draw; then all that any font here might not.
_TURNS: Final = 4
_SURELY_DRAWN: Final = "–—‘’“”…•·×−→←≤≥€£□\u200b"
_NOT_SURE: Final = re.compile(f"[^\\x00-\u024f{_SURELY_DRAWN}]")


def printed(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template of templates/print ("state_brief.typ") with this data (as of JSON).

    Texts are printed letter by letter. Signs that turn text around are left out, so that a name cannot turn its
    neighbors; a sign that no font here can draw is a box. Long words may break. Raises `typst.TypstError`.
    """
    said = json.dumps(_clean(data), ensure_ascii=False)
    for _ in range(_TURNS):
        try:
            return _compiled(template, said)
        except typst.TypstError as error:
            missing = {sign for text in _NO_GLYPH.findall(str(error)) for sign in text[1:-1]}
            if not missing:
                break
            said = said.translate({ord(sign): _INSTEAD for sign in missing if ord(sign) > 0x7F})
    # Long texts in a script that no font here has: one error names one piece of text at a time.
    return _compiled(template, _NOT_SURE.sub(_INSTEAD, said))


def _compiled(template: str, said: str) -> bytes:
    made: Any = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        format="pdf",
        sys_inputs={"data": said},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def _clean(data: Any) -> Any:
    if isinstance(data, str):
        return _LONG_WORD.sub("\\1\u200b", _UNSEEN.sub("", data))
    if isinstance(data, dict):
        return {key: _clean(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_clean(each) for each in data]
    return data
