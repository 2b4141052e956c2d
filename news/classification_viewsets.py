"""Categories and information classes in Wagtail's settings menu (Web Administrator)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from news.models import InformationClass, NewsCategory
from news.vocabulary import VocabularyForm


class NewsCategoryViewSet(ModelViewSet):
    """A category in use cannot be deleted; Wagtail's own delete view says so."""

    model = NewsCategory
    name = "news_category"
    url_prefix = "kategori"
    icon = "tag"
    menu_label = _("News categories")
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["name", "description"]
    search_fields = ["name", "description"]
    search_backend_name = None
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")],
        base_form_class=VocabularyForm,
    )


class InformationClassViewSet(ModelViewSet):
    """The four classes are the law's (UU 14/2008): only their wording can be edited."""

    model = InformationClass
    name = "information_class"
    url_prefix = "kelas-informasi"
    icon = "tag"
    menu_label = _("Information classes")
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["name", "description"]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("description")], base_form_class=VocabularyForm
    )
