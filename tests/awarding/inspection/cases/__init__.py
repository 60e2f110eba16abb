"""Odd and hostile files: what each is called, its content, and what the inspection says of it.

``ACCEPTED`` tells a name, a content, the kind it is and the facts that are found of it;
``REFUSED`` a name, a content, the reason and the kind, which is empty where it is not known.
"""

from tests.awarding.inspection.cases import documents, names, parts, pdfs, pictures, videos

ACCEPTED = pdfs.ACCEPTED | documents.ACCEPTED | pictures.ACCEPTED | videos.ACCEPTED
REFUSED = (
    names.REFUSED
    | pdfs.REFUSED
    | documents.REFUSED
    | parts.INSIDE
    | parts.PACKED
    | pictures.REFUSED
    | videos.REFUSED
)
