"""The note as one HTML page that needs nothing else, and prints well."""

from __future__ import annotations

from html import escape

from assist.note.export.document import NoteDocument

_STYLE = (
    "body{font:16px/1.5 Inter,system-ui,sans-serif;color:#1d1c1a;background:#fff;max-width:42em;margin:2em auto;"
    "padding:0 1em}h1{font-size:22px}h2{font-size:13.5px;color:#6a675f;margin:1.5em 0 .25em}"
    "ul{margin:0;padding-left:1.2em}.beside{color:#6a675f}.remark{border-left:3px solid #9a3b12;padding-left:.75em}"
)


def write(document: NoteDocument) -> bytes:
    title = escape(document.title)
    body = [f"<h1>{title}</h1>"]
    body += [f'<p class="remark">{escape(remark)}</p>' for remark in document.remarks]
    for heading, lines in document.sections():
        body.append(f"<h2>{escape(heading)}</h2>")
        if not lines:
            body.append("<p>–</p>")
            continue
        items = []
        for line in lines:
            beside = f' <span class="beside">({escape(line.beside)})</span>' if line.beside else ""
            items.append(f"<li>{escape(line.text)}{beside}</li>")
        body.append("<ul>\n" + "\n".join(items) + "\n</ul>")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    ).encode()
