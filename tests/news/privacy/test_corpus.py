"""What a newsroom writes, and what is found in it. All numbers and people are invented."""

import pytest

from news.privacy.finders import find
from news.privacy.kinds import Kind

NIK, PHONE, ACCOUNT, EMAIL, CHILD = Kind.NIK, Kind.PHONE, Kind.ACCOUNT, Kind.EMAIL, Kind.CHILD

POSITIVE = {
    "Penerima bantuan atas nama Siti, NIK 6402015512900003, warga Loa Kulu.": {NIK},
    "NIK: 6402.0115.0585.0001 (ahli waris)": {NIK},
    "1. 64 02 01 15 05 85 0001 Abdul Rahman": {NIK},
    "No. KK 6472-0512-0310-0007 terdaftar sejak 2010.": {NIK},
    "Nomor Induk Kependudukan 1234567890123456 yang tertera di formulir": {NIK},
    "６４０２０１１５０５８５０００１": {NIK},
    "6 4 0 2 0 1 1 5 0 5 8 5 0 0 0 1": {NIK},
    "64020115058\n50001 adalah nomor yang terpotong di kolom sempit.": {NIK},
    "Daftar 0541 6402011505850001": {NIK},
    "Untuk pendaftaran hubungi Ibu Rina di 0812-5555-0142.": {PHONE},
    "WA +62 813 4711 2233 (Pak Joko)": {PHONE},
    "Narahubung: 6285247110099": {PHONE},
    "(+62)81247110099 aktif 24 jam": {PHONE},
    "Informasi lebih lanjut telepon (0541) 667788 pada jam kerja.": {PHONE},
    "Kantor desa di 0541-667788 siap melayani.": {PHONE},
    "Telp. 0541667788": {PHONE},
    "Hubungi kontak 081247110099, atau datang langsung.": {PHONE},
    "Bantuan ditransfer ke rekening 0021-01-000123-30-5 a.n. Budi Santoso.": {ACCOUNT},
    "Donasi: Bankaltimtara 1234567890 atas nama Panitia Masjid": {ACCOUNT},
    "BRI 002101000123305 a.n. Kelompok Tani Maju": {ACCOUNT},
    "Nomor rekening penerima, Bank Mandiri: 148-00-1234567-8": {ACCOUNT},
    "Kirim lamaran ke budi.santoso88@gmail.com paling lambat Jumat.": {EMAIL},
    "Alamat surel panitia＠contoh.co.id": {EMAIL},
    "Polisi menangkap pelaku pencabulan. Korban, siswi berinisial AN (14), kini didampingi.": {
        CHILD
    },
    "Korban masih berusia 12 tahun saat peristiwa terjadi, kata penyidik.": {CHILD},
    "Dua anak di bawah umur diamankan Polres dalam kasus pencurian sepeda motor.": {CHILD},
    "Tersangka diduga menyetubuhi anak tirinya sejak Januari.": {CHILD},
    "Pelajar kelas 2 SMP di Tenggarong itu menjadi korban penganiayaan.": {CHILD},
    "Pelecehan itu menimpa Bunga, murid SDN 999 Loa Janan. Pelaku sudah ditahan.": {CHILD},
    "Anak korban kini didampingi UPTD Perlindungan Perempuan dan Anak usai visum.": {CHILD},
    "Menurut saksi, Andi (16) dianiaya di dekat dermaga.": {CHILD},
}

NEGATIVE = [
    "Kepala dinas, NIP 19800101 200501 1 001, menandatangani surat itu.",
    "NIP. 198001012005011001",
    "Pagu anggaran Rp 1.640.201.155.058.500 tersebar di 20 kecamatan.",
    "Realisasi Rp62.812.345.678 dari pagu Rp81.234.567.890 pada 2026.",
    "Surat Nomor 045/1234/2026 tanggal 12-11-2026 perihal rapat.",
    "Nomor: 081/1234/DISKOMINFO/2026",
    "Peraturan Daerah Nomor 12 Tahun 2016 dan Perpres 21/2023.",
    "Pelayanan 07.30-12.00 dan 13.00-16.00 WITA, Senin sampai Kamis.",
    "Jumlah penduduk 734.485 jiwa, 2023-2024-2025.",
    "Koordinat -0.4286, 116.9868; kode pos 75511.",
    "ISBN 978-602-1234-56-7, cetakan 2026.",
    "Hubungi 112 untuk keadaan darurat, 119 untuk ambulans, 110 polisi.",
    "Layanan bebas pulsa 0800-1-234567 dan pusat panggilan 1500-567.",
    "Surel halo@kukarkab.go.id dan ppid@diskominfo.kukarkab.go.id siap melayani.",
    "Kode rekening 5.1.02.01.01.0024 belanja alat tulis kantor.",
    "Belanja modal pada rekening 5.2.02.05.01.0005 naik.",
    "Dana disalurkan melalui rekening kas daerah sebesar Rp 1.250.000.000,00.",
    "Sebanyak 12.345.678 rekening baru dibuka di Bank Kaltimtara sejak 2020-2025.",
    "Penyaluran ke rekening penerima dilakukan 12-11-2026 di 20 kecamatan.",
    "Isolasi mandiri selama 14 hari, kata kepala puskesmas.",
    "Nomor 0000000000000000 adalah contoh kolom NIK kosong.",
    "Siswi kelas IX SMPN 1 Tenggarong menjuarai olimpiade sains tingkat nasional.",
    "Sosialisasi pencegahan kekerasan terhadap anak di bawah umur digelar di SMPN 2 Loa Kulu.",
    "Imunisasi polio bagi anak usia 5 tahun dimulai Senin di seluruh posyandu.",
    "Lomba menggambar kategori usia 12 tahun diikuti 200 peserta.",
    "Pelaku usaha mikro berusia 17 tahun ke atas dapat mendaftar.",
    "SDN 003 Tenggarong menampung korban banjir sejak Selasa malam.",
    "Kabupaten Layak Anak: pemerintah menolak perkawinan anak.",
    "Jembatan itu berumur 12 tahun dan akan diperbaiki.",
    "Tersangka korupsi berusia 45 tahun itu ditahan di Tenggarong.",
    "Ketua kelompok tani, Suryadi (52), menyebut panen naik 12 persen.",
    "Siswa SMKN 1 Tenggarong magang di bengkel milik pelaku usaha setempat.",
    "Deklarasi antiperundungan diikuti pelajar kelas 7 SMP se-Kukar.",
    "Skor akhir 3-2, disaksikan 12.000 penonton pada 02-11-2026.",
    "Tinggi muka air 1 234 sentimeter; 11 02 03 04 05 06 titik pantau.",
]


@pytest.mark.parametrize("text", POSITIVE)
def test_corpus__what_must_be_found(text: str) -> None:
    assert {match.kind for match in find(text)} == POSITIVE[text]


@pytest.mark.parametrize("text", NEGATIVE)
def test_corpus__what_is_no_personal_data(text: str) -> None:
    assert find(text) == []


def test_corpus__one_paragraph_with_everything() -> None:
    text = (
        "Penerima: Siti (NIK 6402015512900003, HP 0812-5555-0142, siti@contoh.com), "
        "rekening BRI 0021-01-000123-30-5."
    )
    assert [match.kind for match in find(text)] == [NIK, PHONE, EMAIL, ACCOUNT]
