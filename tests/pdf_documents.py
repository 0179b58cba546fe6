"""PDFs for tests, made of orders to draw."""

from __future__ import annotations


def drawn(content: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page with these orders to draw."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content),
        font,
    )
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places)
    return out + table + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
