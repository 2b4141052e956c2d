"""What ``wagtail start`` makes, with an article type as Wagtail's own tutorial writes one."""

import os
import subprocess
import sys
from pathlib import Path

from .serving import Site

MODELS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    def get_context(self, request):
        context = super().get_context(request)
        context["articles"] = self.get_children().live().order_by("-first_published_at")[:12]
        return context


class ArticlePage(Page):
    intro = models.CharField(max_length=300)
    body = RichTextField()
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    content_panels = Page.content_panels + [
        FieldPanel("intro"), FieldPanel("body"), FieldPanel("picture")
    ]
"""
HOME = """{% extends "base.html" %}{% load wagtailcore_tags wagtailimages_tags %}
{% block content %}<h1>{{ page.title }}</h1>
{% for article in articles %}{% with article.specific as post %}<article>
{% image post.picture fill-400x225 %}
<h2><a href="{% pageurl post %}">{{ post.title }}</a></h2>
<p>{{ post.first_published_at|date }}</p><p>{{ post.intro }}</p></article>
{% endwith %}{% endfor %}{% endblock %}"""
ARTICLE = """{% extends "base.html" %}{% load wagtailcore_tags wagtailimages_tags %}
{% block content %}<h1>{{ page.title }}</h1><p>{{ page.first_published_at|date }}</p>
<p>{{ page.intro }}</p>{% image page.picture width-960 %}{{ page.body|richtext }}{% endblock %}"""
LOAD = """
import io, sys
from datetime import timedelta
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image
from home.models import ArticlePage, HomePage

def picture(number):
    file = io.BytesIO()
    Picture.new("RGB", (1600, 1000), (20 * number, 90, 120)).save(file, "JPEG")
    return Image.objects.create(
        title=f"Gambar {number}", file=ImageFile(io.BytesIO(file.getvalue()), name=f"{number}.jpg")
    )

pictures = [picture(number) for number in range(12)]
home = HomePage.objects.get()
for number in range(ARTICLES):
    home.add_child(instance=ArticlePage(
        title=f"Perbaikan jembatan, laporan ke-{number}", slug=f"berita-{number}",
        intro="Pekerjaan dimulai pekan ini dan lalu lintas dialihkan selama dua minggu.",
        body="<p>" + "Pekerjaan dimulai pekan ini. " * 20 + "</p>" * 1,
        picture=pictures[number % 12],
        first_published_at=timezone.now() - timedelta(hours=number),
    ))
"""


KEEPING = "quick_keeping"


def make(folder: Path, articles: int) -> Site:
    folder.mkdir(parents=True)
    environment = {"DJANGO_SETTINGS_MODULE": "bare.settings.quick", "PYTHONPATH": str(folder)}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"}

    def run(*command: str) -> None:
        subprocess.run(  # noqa: S603 the commands below
            command, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True
        )

    starter = Path(sys.executable).parent / "wagtail"
    subprocess.run(  # noqa: S603
        [str(starter), "start", "bare", str(folder)], check=True, capture_output=True
    )
    (folder / "home/models.py").write_text(MODELS, encoding="utf-8")
    templates = folder / "home/templates/home"
    (templates / "home_page.html").write_text(HOME, encoding="utf-8")
    (templates / "article_page.html").write_text(ARTICLE, encoding="utf-8")
    (folder / "bare/settings/quick.py").write_text(
        "from .base import *\n"
        'DEBUG = False\nSECRET_KEY = "for-a-benchmark-only"\nALLOWED_HOSTS = ["*"]\n'
        'STORAGES["staticfiles"] = {"BACKEND": '
        '"django.contrib.staticfiles.storage.StaticFilesStorage"}\n',
        encoding="utf-8",
    )
    # The same with the one setting of ours in production that `wagtail start` has not.
    (folder / f"bare/settings/{KEEPING}.py").write_text(
        'from .quick import *\nDATABASES["default"]["CONN_MAX_AGE"] = 60\n', encoding="utf-8"
    )
    manage = [sys.executable, "manage.py"]
    run(*manage, "makemigrations", "home")
    run(*manage, "migrate")
    run(*manage, "shell", "-c", LOAD.replace("ARTICLES", str(articles)))
    return Site(folder, "bare.wsgi", f"/berita-{articles // 2}/", environment)
