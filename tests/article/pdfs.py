"""Makes small PDF documents: Arabic lines set from right to left, as a printing program would set them."""

from __future__ import annotations

import re
import zlib

WIDTH = 0.5
"""Of a letter, in units of the type size."""


def pdf(pages, title=None, created=None, trailer="", xmp="", maker=None):
    """A document.

    Parameters
    ----------
    pages: for each page its lines, (height in points from below, type size, text), all set to the right margin.
    title, created: of its Info dictionary; ``created`` as PDF writes it (D:20160424103000+02'00').
    maker: the program that made it.
    trailer: more entries of the trailer.
    xmp: a packet of metadata.
    """
    letters = sorted({c for page in pages for _, _, line in page for c in line})
    codes = {c: i + 1 for i, c in enumerate(letters)}
    pairs = "\n".join(f"<{n:04x}> <{c.encode('utf-16-be').hex()}>" for c, n in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R" + (" /Metadata 9 0 R" if xmp else "") + " >>",
        2: f"<< /Type /Pages /Kids [{' '.join(f'{10 + 2 * i} 0 R' for i in range(len(pages)))}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW {int(WIDTH * 1000)} /FontDescriptor 6 0 R >>",
        5: stream(to_unicode.encode()),
        6: "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        7: f"<< {f'/Title {string(title)}' if title else ''} {f'/CreationDate ({created})' if created else ''} {f'/Creator ({maker})' if maker else ''} >>",
        9: f"<< /Type /Metadata /Subtype /XML /Length {len(xmp.encode())} >>\nstream\n{xmp}\nendstream",
    }
    for i, lines in enumerate(pages):
        objects[10 + 2 * i] = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * i} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        objects[11 + 2 * i] = stream("\n".join(drawn(*line, codes) for line in lines).encode())
    out, at = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in sorted(objects.items()):
        at[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start, top = len(out), max(objects) + 1
    table = "".join(f"{at[n]:010} 00000 n \n" if n in at else "0000000000 65535 f \n" for n in range(top))
    return out + f"xref\n0 {top}\n{table}trailer\n<< /Size {top} /Root 1 0 R /Info 7 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def stream(data):
    packed = zlib.compress(data)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def string(text):
    return f"<feff{text.encode('utf-16-be').hex()}>"


def drawn(height, size, text, codes):
    """The operators that set a line: its letters as they stand on paper from left to right, numbers kept in their own order."""
    runs = re.findall(r"[0-9A-Za-z]+|[^0-9A-Za-z]", text)
    seen = "".join(reversed(runs))
    left = 545 - len(text) * size * WIDTH
    return f"BT /F {size} Tf 1 0 0 1 {left:.1f} {height} Tm <{''.join(f'{codes[c]:04x}' for c in seen)}> Tj ET"
