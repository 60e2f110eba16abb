"""Every reason for which a file is refused or waits: its code, the sentence, and what to do.

Codes are kept on file rows and must never change their meaning. Sentences are looked up in
the catalogue of translations by their template.
"""

ALLOWED = "Send a PDF, .docx, .pptx, .xlsx, JPG, PNG or MP4 file."
SAVE_AGAIN = "Open it, check that it is whole, save it again and send the new copy."
EXPORT_PDF = "Open it, print or export it to a new PDF, and send that."
PLAIN_OFFICE = "Save it as a plain .docx, .pptx or .xlsx file, or export it to PDF, and send that."
ON_ITS_OWN = "Send what is inside as files of their own, and this one without it."
UNLOCK = "Save a copy without the password and send that."
VIDEO = "Export the video again as MP4 and send that."
RENAME = "Give the file a short plain name and send it again."

REASONS: dict[str, tuple[str, str]] = {
    # Any file
    "empty": ("The file is empty.", "Check the file on your computer and send it again."),
    "too-large": (
        "The file is larger than {megabytes} MB.",
        "Make it smaller, or send it in parts.",
    ),
    "incomplete": (
        "The file did not arrive whole: {arrived} of {announced} bytes came.",
        "Send it again.",
    ),
    "odd-name": ("The file's name holds characters that cannot be shown safely.", RENAME),
    "long-name": ("The file's name is longer than {most} characters.", RENAME),
    "no-ending": (
        "The file's name has no ending that says what it is.",
        "Add the ending, such as .pdf, and send it again.",
    ),
    "ending-not-allowed": ("Files that end in {ending} are not accepted.", ALLOWED),
    "ending-differs": (
        "The name ends in {ending}, but the file is a {found}.",
        "Choose the right file, or change the ending to {expected}.",
    ),
    "unknown-content": (
        "The name ends in {ending}, but the file is not of that kind.",
        "Open it on your computer: if it opens, save it again as {ending} and send that.",
    ),
    "kind-not-allowed": ("The file is a {found}, which is not accepted.", ALLOWED),
    "old-office": (
        "The file is in the format of Office 2003 or older.",
        "Open it in Office, save it as {expected}, and send that.",
    ),
    "phone-picture": (
        "The file is a HEIC picture, which many computers cannot open.",
        "Export it as JPG and send that.",
    ),
    "phone-video": (
        "The file is a QuickTime video, which many computers cannot play.",
        "Export it as MP4 and send that.",
    ),
    "archive": (
        "The file is an archive that holds other files.",
        "Unpack it and send the files one by one.",
    ),
    "two-in-one": (
        "The file can be read as two kinds of file at once: {found} and {also}.",
        SAVE_AGAIN,
    ),
    "damaged": ("The file is damaged and cannot be read.", SAVE_AGAIN),
    "cut-short": ("The file ends before it is complete.", SAVE_AGAIN),
    "too-complex": (
        "The file takes more time or memory to open than any ordinary document.",
        "Save it in a simpler form, or split it, and send that.",
    ),
    "locked": ("The file is protected with a password or encrypted.", UNLOCK),
    "virus": (
        "The virus scanner found {signature} in the file.",
        "Do not open the file. Tell whoever looks after your computers, and send a clean copy.",
    ),
    "scanner-silent": (
        "The file is being checked for viruses; the scanner has not answered yet.",
        "You need do nothing: the check is repeated until it answers.",
    ),
    # PDF
    "pdf-script": ("The PDF contains a script.", EXPORT_PDF),
    "pdf-launch": ("The PDF starts a program or sends data when it is opened.", EXPORT_PDF),
    "pdf-outside": (
        "The PDF goes to another file or a web page by itself, takes a part of itself from"
        " elsewhere, or leads to a file on another computer.",
        EXPORT_PDF,
    ),
    "pdf-attachment": ("The PDF has other files attached inside it.", ON_ITS_OWN),
    "pdf-media": ("The PDF contains film, sound or a 3D model.", ON_ITS_OWN),
    "pdf-form": ("The PDF is an XFA form, which only some programs can show.", EXPORT_PDF),
    "pdf-unpacks-too-large": (
        "A part of the PDF unpacks to far more than its size.",
        EXPORT_PDF,
    ),
    "pdf-picture-too-large": (
        "A picture in the PDF has {width} by {height} pixels, more than can be shown.",
        "Make that picture smaller, export the PDF again and send it.",
    ),
    "pdf-page-too-large": (
        "A page of the PDF measures {width} by {height} metres; {most} metres is the most.",
        "Export it again on an ordinary size of paper and send that.",
    ),
    "no-pages": ("The PDF has no pages.", SAVE_AGAIN),
    "too-many-pages": ("The PDF has {pages} pages; {most} is the most.", "Send it in parts."),
    # Office
    "macros": ("The document contains macros.", PLAIN_OFFICE),
    "template": (
        "The file is a template, a slide show or an add-in, not a document.",
        PLAIN_OFFICE,
    ),
    "active-control": ("The document contains an ActiveX control.", PLAIN_OFFICE),
    "acting-drawing": (
        "The document contains a drawing that runs a script.",
        "Put the drawing in as a PNG or JPG picture instead, and send the document again.",
    ),
    "embedded-file": ("The document has another file embedded in it: {member}.", ON_ITS_OWN),
    "embedded-object": (
        "The document has an object of another program embedded in it: {member}.",
        "Cut the object out and paste it again as a picture (an old equation: write it anew with"
        " Insert, Equation), and send the document again.",
    ),
    "fetches-from-outside": (
        "The document fetches a part of itself from {address} when it is opened.",
        "Put that part into the document itself, or take it out, and send it again.",
    ),
    "odd-link": (
        "The document links to {address}, which is no web page and no e-mail address.",
        "Take that link out, or let it point to a web page, and send the document again.",
    ),
    "fetching-formula": (
        "A formula of the workbook fetches data from another computer: {formula}.",
        "Replace the formula by its value and send the workbook again.",
    ),
    "live-link": (
        "The document contains a live link (DDE) that can start programs.",
        "Replace the link by its text and send the document again.",
    ),
    "entities": ("The document defines entities, which no office program does.", SAVE_AGAIN),
    "data-connection": (
        "The document is connected to data elsewhere: {name}.",
        "Take the connection out (in Excel: Data, Queries & Connections, Delete; in Word:"
        " Mailings, Start Mail Merge, Normal Document) and send the document again.",
    ),
    "too-many-parts": (
        "The document has {members} parts; {most} is the most.",
        "Send it in parts, or export it to PDF.",
    ),
    "unpacks-too-large": (
        "The document unpacks to far more than its size.",
        "Make its pictures and tables smaller, or export it to PDF, and send that.",
    ),
    "unsafe-parts": (
        "A part of the document has a name or a form that no office program writes.",
        SAVE_AGAIN,
    ),
    # Pictures and video
    "too-many-pixels": (
        "The picture has {width} by {height} pixels, more than can be shown.",
        "Make the picture smaller and send it again.",
    ),
    "moving-picture": ("The picture is an animation.", VIDEO),
    "no-video": ("The file has sound but no picture.", VIDEO),
}
