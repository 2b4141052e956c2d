"""Words from which a child in a case can be recognised.

The identity of a child that is an offender, a victim or a witness stays hidden: name, parents,
address, school, face, and whatever else leads there (UU 11/2012 on juvenile justice, article 19;
Dewan Pers' guideline on news about children). A child that wins a prize is named as it likes to
be, so a word alone says nothing here: a case has to be told beside it.
"""

import re
from collections.abc import Iterator

from .kinds import Kind, Match

AROUND = 250  # signs in which the case is told
LONGEST_SENTENCE = 1200


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


_ABUSE = (
    r"pelecehan|dilecehkan|melecehkan|pencabulan|cabul|dicabuli|mencabuli|persetubuhan|disetubuhi"
    r"|menyetubuhi|perkosaan|pemerkosaan|diperkosa|memperkosa|rudapaksa|dirudapaksa|asusila"
    r"|kekerasan seksual|eksploitasi seksual|prostitusi"
)
# Not those of a flood, and not businessmen.
_VICTIM = r"korban(?! (?:jiwa|banjir|kebakaran|longsor|tanah longsor|gempa|bencana|angin|puting))"
_OFFENDER = r"pelaku(?! (?:usaha|umkm|ekonomi|seni|budaya|wisata|pariwisata|industri|ekraf|pasar))"
_CASE = _words(
    rf"{_ABUSE}|{_VICTIM}|tersangka|terdakwa|terduga|{_OFFENDER}|saksi|penganiayaan|dianiaya"
    r"|kekerasan"
    r"|perundungan|dirundung|bullying|pencurian|pembunuhan|dibunuh|tawuran|narkoba|narkotika|sabu"
    r"|diamankan|ditangkap|diringkus|ditahan|visum|penculikan|diculik|perdagangan orang|bunuh diri"
    r"|ditemukan tewas|laporan polisi|berhadapan dengan hukum"
)
# Without "korban" and "saksi": schools help victims of floods.
_HARD_CASE = _words(
    rf"{_ABUSE}|tersangka|terdakwa|terduga pelaku|{_OFFENDER}|penganiayaan|dianiaya|dirundung"
    r"|ditangkap|diamankan|dibunuh|visum|laporan polisi"
)
_SEXUAL = _words(_ABUSE)
_GENERAL = _words(
    r"sosialisasi|penyuluhan|pencegahan|mencegah|cegah|edukasi|kampanye|deklarasi|seminar|pelatihan"
    r"|bimbingan teknis|bimtek|lomba|anti[ -]?(?:perundungan|bullying|narkoba|kekerasan)|raperda"
    r"|peraturan daerah|posyandu|imunisasi|stunting|kategori"
)
_CHILD = (
    r"siswa|siswi|pelajar|murid|santri|santriwati|santriwan|bocah|balita|bayi|remaja|gadis cilik"
    r"|anak(?: (?:perempuan|laki-laki|lelaki|kandung|tiri|angkat|korban|di ?bawah umur))?"
    r"|korban anak|pelaku anak"
)
_BY_INITIALS = _words(rf"(?:{_CHILD})(?: [\w-]+){{0,3}} (?:ber)?inisial\b")
_IN_COURT = _words(
    r"anak di ?bawah umur|korban anak|anak korban|anak saksi|saksi anak|pelaku anak|anak pelaku"
    r"|anak (?:yang )?ber(?:hadapan|konflik) dengan hukum|korban yang masih (?:di ?bawah umur|anak)"
)
_AGE = _words(
    r"(?:ber)?(?:usia|umur) (?:sekitar |baru |masih )?(\d{1,2})(?:[,.]\d)? ?(?:tahun|thn|th)\b"
)
_AGE_BEHIND_NAME = re.compile(r"\b[A-Z][\w.'-]* ?\((\d{1,2})(?: ?(?:tahun|thn|th))?\)")
_BARE_AGE = _words(rf"(?:{_CHILD})(?: [\w-]+){{0,2}} (\d{{1,2}}) (?:tahun|thn|th)\b")
_FORM = _words(
    r"(?:pelajar|siswa|siswi|murid|duduk di(?: bangku)?)(?: yang)?(?: duduk di)? kelas"
    r" (?:\d{1,2}|[ivx]{1,4}|satu|dua|tiga|empat|lima|enam)\b"
)
_SCHOOL = re.compile(
    r"\b(?:SD|SDN|SMP|SMPN|MTs|MTsN|SMA|SMAN|SMK|SMKN|MI|MIN|MA|MAN|TK|PAUD|SLB"
    r"|[Pp]ondok [Pp]esantren|[Pp]onpes)\.? (?:Negeri |Swasta )?(?:\d{1,3}|[A-Z][\w'-]+)"
)
_KIN = _words(
    r"(?:anak|putri|putra) (?:kandung|tiri|angkat)(?:nya)?\b"
    r"|(?:anak|putri|putra) (?:perempuan|laki-laki|sulung|bungsu)nya\b|(?:putri|putra)nya\b"
)
_ADULT = 18
_SENTENCES = re.compile(r"(?<=[.!?])[\"”')]*\s+(?=[A-Z\"“(])|\n+")


def find(text: str) -> Iterator[Match]:
    """In folded text: one find for each sentence that leads to a child, where a case is told."""
    if not _CASE.search(text) and not _BY_INITIALS.search(text):
        return
    for start, end in _sentences(text):
        sentence = text[start:end]
        around = text[max(start - AROUND, 0) : end + AROUND]
        spans = sorted(set(_in(sentence, around)))
        if spans:
            words = dict.fromkeys(" ".join(sentence[first:last].split()) for first, last in spans)
            value = " ".join(sentence.lower().split())
            first, last = spans[0]
            yield Match(Kind.CHILD, start + first, start + last, value, ", ".join(words))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCES.finditer(text):
        yield from _pieces(start, gap.start())
        start = gap.end()
    yield from _pieces(start, len(text))


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, LONGEST_SENTENCE):
        yield at, min(at + LONGEST_SENTENCE, end)


def _in(sentence: str, around: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in _BY_INITIALS.finditer(sentence))
    if not _CASE.search(around):
        return
    if _GENERAL.search(sentence):
        return  # a talk at a school, a law: nobody in particular
    yield from _ages(sentence)
    for found in _IN_COURT.finditer(sentence):
        if _CASE.search(sentence.replace(found.group(), "")) or _particular(sentence):
            yield found.span()
    yield from (found.span() for found in _FORM.finditer(sentence))
    if _HARD_CASE.search(around):
        yield from (found.span() for found in _SCHOOL.finditer(sentence))
    if _SEXUAL.search(sentence):
        yield from (found.span() for found in _KIN.finditer(sentence))


def _ages(sentence: str) -> Iterator[tuple[int, int]]:
    for pattern in (_AGE, _AGE_BEHIND_NAME, _BARE_AGE):
        for found in pattern.finditer(sentence):
            if 0 < int(found.group(1)) < _ADULT:
                # The age, and not the name before it.
                start = found.start(1) - 1 if pattern is _AGE_BEHIND_NAME else found.start()
                yield start, found.end()


def _particular(sentence: str) -> bool:
    """Somebody is meant: initials, an age, a school."""
    return bool(
        re.search(r"\b[A-Z]{2,3}\b \(|\binisial\b|\bberinisial\b", sentence)
        or any(True for _ in _ages(sentence))
        or _SCHOOL.search(sentence)
    )
