"""What a file claims to be in its first bytes; each checker then proves or refuses the claim."""

HEAD_BYTES = 64

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc"}
MP4_BRANDS = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6",
    b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash",
}  # fmt: skip
BRANDS = dict.fromkeys(HEIC_BRANDS, "heic") | dict.fromkeys(MP4_BRANDS, "mp4") | {b"qt  ": "mov"}

ZIP_CONTAINER = "docx"
"""Stands for any ZIP file until its content says which one it is."""

SIGNATURES = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"%PDF-": "pdf",
    b"PK\x03\x04": ZIP_CONTAINER,
    b"\x1aE\xdf\xa3": "webm",
}


def claimed_extension(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12])
    return next((ext for magic, ext in SIGNATURES.items() if head.startswith(magic)), None)
