"""``/cari/``: an index of our own, of what is live and open to everybody (ADR 10).

``words`` turns text into terms, ``entries`` keeps them with each page, ``store`` asks the database
for them, ``spelling`` helps when nothing is found, ``excerpts`` shows where the words stand.
"""
