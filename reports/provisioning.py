"""The first lists of watched words and known hosts; the office edits them afterwards."""

from .models import KnownHost, WatchedTerm

# Phrases rather than words: "slot", "bandar" and "scatter" alone also stand in honest text
# (slot waktu, bandar udara, scatter plot).
GAMBLING_TERMS = (
    "agen judi",
    "agen slot",
    "bandar bola",
    "bandar judi",
    "bandar slot",
    "bandar togel",
    "bandarq",
    "bonus new member",
    "bo slot",
    "casino online",
    "daftar slot",
    "demo slot",
    "deposit pulsa tanpa potongan",
    "domino qq",
    "gacor hari ini",
    "gates of olympus",
    "idn poker",
    "joker123",
    "judi bola",
    "judi online",
    "judi slot",
    "keluaran togel",
    "link alternatif slot",
    "link gacor",
    "link slot",
    "live casino",
    "mahjong ways",
    "maxwin",
    "mix parlay",
    "poker online",
    "pragmatic play",
    "rtp live",
    "rtp slot",
    "sbobet",
    "scatter hitam",
    "scatter mahjong",
    "situs gacor",
    "situs judi",
    "situs slot",
    "situs togel",
    "slot bonus",
    "slot dana",
    "slot demo",
    "slot deposit",
    "slot gacor",
    "slot gratis",
    "slot maxwin",
    "slot online",
    "slot qris",
    "slot terpercaya",
    "slot thailand",
    "starlight princess",
    "sweet bonanza",
    "togel",
    "toto macau",
    "toto slot",
)

# A host stands for those below it as well: go.id for every office of the government.
KNOWN_HOSTS = (
    "ac.id",
    "antaranews.com",
    "bmkg.go.id",
    "desa.id",
    "facebook.com",
    "go.id",
    "instagram.com",
    "kaltimprov.go.id",
    "komdigi.go.id",
    "kukarkab.go.id",
    "lapor.go.id",
    "mil.id",
    "openstreetmap.org",
    "rri.co.id",
    "sch.id",
    "tiktok.com",
    "tvri.go.id",
    "x.com",
    "youtube.com",
)


def provision_watchlists() -> None:
    """Fill the lists that are empty; one that the office has touched stays as it is."""
    if not WatchedTerm.objects.exists():
        WatchedTerm.objects.bulk_create(WatchedTerm(term=term) for term in GAMBLING_TERMS)
    if not KnownHost.objects.exists():
        KnownHost.objects.bulk_create(KnownHost(host=host) for host in KNOWN_HOSTS)
