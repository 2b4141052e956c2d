"""What the body of a page is built from (step 3).

Required parts of a block are enforced on submission only: Wagtail defers them while a draft is
saved, so ``clean`` looks at ``is_deferred_validation`` before it complains about a gap. A value
that is simply wrong (a video on a foreign host) is refused at any time.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from . import tables
from .block_comparison import LabelledChoiceBlock, TableComparison
from .choosers import DocumentChooserBlock, ImageChooserBlock
from .video_links import UPLOADED_VIDEO_TYPES, provider_name, validate_video_link

PARAGRAPH_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
NOTE_FEATURES = ["bold", "italic", "link", "document-link"]


class SearchedTextBlock(StructBlock):
    """Found by what a reader reads in it, not by the names of an editor's choices."""

    def get_searchable_content(self, value: Any) -> list[str]:
        parts = (
            block for block in self.child_blocks.values() if not isinstance(block, ChoiceBlock)
        )
        return [text for b in parts for text in b.get_searchable_content(value[b.name])]


class HeadingBlock(SearchedTextBlock):
    text = CharBlock(label=_("Text"), max_length=150)
    level = LabelledChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Heading")), ("h3", _("Subheading"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        description = _("A heading that divides a long text into parts.")
        template = "blocks/heading.html"
        preview_value = {"text": "Jadwal pelayanan", "level": "h2"}


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt_text = CharBlock(
        label=_("Text alternative"),
        max_length=250,
        help_text=_(
            "What is to be seen, for readers who cannot see it. Left empty, the description in the "
            "image library is used."
        ),
    )
    caption = CharBlock(label=_("Caption"), required=False, max_length=250)
    credit = CharBlock(
        label=_("Credit"),
        required=False,
        max_length=150,
        help_text=_("Who took it. Left empty, the credit in the image library is used."),
    )

    class Meta:
        icon = "image"
        label = _("Image")
        label_format = "{alt_text}"
        description = _("One picture with its text alternative, caption and credit.")
        template = "blocks/image.html"
        preview_template = "blocks/previews/image.html"

    def clean(self, value: StructValue) -> StructValue:
        image = value.get("image")
        if image and not (value.get("alt_text") or "").strip():
            described = {**value, "alt_text": image.description[:250]}
            value = StructValue(self, described.items())  # what was given is not ours to change
        return super().clean(value)


class GalleryBlock(ListBlock):
    """Several pictures side by side."""

    def __init__(self, child_block: Any = PictureBlock, **kwargs: Any) -> None:
        super().__init__(child_block, **kwargs)

    class Meta:
        icon = "grid"
        label = _("Picture gallery")
        description = _("Several pictures shown side by side.")
        template = "blocks/gallery.html"
        preview_template = "blocks/previews/gallery.html"
        min_num = 1


class QuoteBlock(StructBlock):
    text = TextBlock(label=_("Quotation"), rows=3)
    attribution = CharBlock(
        label=_("Spoken or written by"),
        required=False,
        max_length=150,
        help_text=_("Name and office, or the document quoted."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        label_format = "{text}"
        description = _("Somebody's own words, set apart from the text.")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Pelayanan yang baik dimulai dari informasi yang jelas.",
            "attribution": "Petugas loket pelayanan",
        }


class DocumentsBlock(ListBlock):
    """Files a reader can download."""

    def __init__(self, child_block: Any = DocumentChooserBlock, **kwargs: Any) -> None:
        super().__init__(child_block, **kwargs)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("A list of files to download, with their type and size.")
        template = "blocks/documents.html"
        preview_template = "blocks/previews/documents.html"
        min_num = 1


class VideoValue(StructValue):
    @property
    def provider(self) -> str:
        return provider_name(self.get("link") or "")

    @property
    def media_type(self) -> str:
        file = self.get("file")
        return UPLOADED_VIDEO_TYPES.get(file.file_extension.lower(), "") if file else ""


class VideoBlock(StructBlock):
    """A link to an allow-listed site, or a file of our own; never another site's player."""

    title = CharBlock(
        label=_("Title"), max_length=150, help_text=_("What the video shows, in one line.")
    )
    link = URLBlock(
        label=_("Link to a video site"),
        required=False,
        help_text=_("For example a YouTube address. The reader opens it on that site."),
    )
    file = DocumentChooserBlock(
        label=_("Uploaded video"),
        required=False,
        help_text=_("An MP4 or WebM file from the document library, instead of a link."),
    )
    captions = DocumentChooserBlock(
        label=_("Captions"),
        required=False,
        help_text=_("A WebVTT file (.vtt) with what is said, for an uploaded video."),
    )
    poster = ImageChooserBlock(
        label=_("Picture"),
        required=False,
        help_text=_("Shown before the video starts."),
    )
    caption = TextBlock(
        label=_("Description"),
        required=False,
        rows=3,
        help_text=_("What is said and shown, for readers who cannot hear or play it."),
    )
    transcript = TextBlock(
        label=_("Transcript"),
        required=False,
        rows=6,
        help_text=_("Every word that is spoken, and what only the picture tells; readers open it."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        description = _("A video of a video site, as a link, or an uploaded video to play here.")
        template = "blocks/video.html"
        value_class = VideoValue
        preview_value = {
            "title": "Liputan pelayanan keliling di hulu Mahakam",
            "link": "https://www.youtube.com/",
            "caption": "Petugas melayani warga di atas perahu.",
        }

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        errors = {**self._link_errors(cleaned), **self._file_errors(cleaned)}
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        if not self.is_deferred_validation and bool(cleaned.get("link")) == bool(
            cleaned.get("file")
        ):
            raise StructBlockValidationError(
                non_block_errors=[
                    ValidationError(
                        gettext("Give either a link to a video site or an uploaded video.")
                    )
                ]
            )
        return cleaned

    @staticmethod
    def _link_errors(value: StructValue) -> dict[str, ValidationError]:
        if value.get("link"):
            try:
                validate_video_link(value["link"])
            except ValidationError as error:
                return {"link": error}
        return {}

    @staticmethod
    def _file_errors(value: StructValue) -> dict[str, ValidationError]:
        file, captions = value.get("file"), value.get("captions")
        errors = {}
        if file and file.file_extension.lower() not in UPLOADED_VIDEO_TYPES:
            message = gettext("“%(title)s” is not an MP4 or WebM video.") % {"title": file.title}
            errors["file"] = ValidationError(message)
        if captions and captions.file_extension.lower() != "vtt":
            message = gettext("“%(title)s” is not a WebVTT file.") % {"title": captions.title}
            errors["captions"] = ValidationError(message)
        return errors


class TableBlock(WagtailTableBlock):
    """Wagtail's, but only a table is stored, and errors say what a screen reader would miss."""

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Figures or schedules in rows and columns, with headers and a caption.")
        template = "blocks/table.html"
        preview_value = {
            "table_caption": "Jam pelayanan",
            "table_header_choice": "both",
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "data": [
                ["Hari", "Buka", "Tutup"],
                ["Senin–Kamis", "07.30", "16.00"],
                ["Jumat", "07.30", "16.30"],
            ],
        }

    def get_comparison_class(self) -> type[TableComparison]:
        return TableComparison

    def get_table_options(self, table_options: dict[str, Any] | None = None) -> dict[str, Any]:
        """Handsontable knows no Indonesian and says so on the console when it is asked."""
        return {**super().get_table_options(table_options), "language": "en-US"}

    def value_from_form(self, value: Any) -> Any:
        try:
            return None if value is None else super().value_from_form(value)
        except (ValueError, RecursionError):
            return value  # no table, says ``clean``

    def get_form_state(self, value: Any) -> Any:
        return tables.tidied(value)

    def to_python(self, value: Any) -> Any:
        return super().to_python(tables.tidied(value))

    def render(self, value: Any, context: Any = None) -> Any:
        return super().render(tables.tidied(value), context)

    def clean(self, value: dict[str, Any] | None) -> Any:
        self._require_a_table(value)
        if not self.is_deferred_validation:
            self._require_complete(value or {})
        return super().clean(value)

    def get_searchable_content(self, value: Any) -> list[str]:
        return [str(cell) for cell in super().get_searchable_content(tables.tidied(value))]

    @staticmethod
    def _require_a_table(value: Any) -> None:
        if not tables.is_table(value):
            raise ValidationError(
                gettext("This table cannot be read. Delete this block and make the table anew.")
            )
        if tables.is_too_large(value or {}):
            message = gettext(
                "A table has at most %(rows)d rows, %(columns)d columns and %(signs)d characters "
                "in a cell. Add a larger one as a document."
            )
            raise ValidationError(message % tables.LIMITS)

    @staticmethod
    def _require_complete(value: dict[str, Any]) -> None:
        errors = []
        if not any(cell for row in value.get("data") or [] for cell in row):
            errors.append(gettext("The table is empty."))
        if not value.get("table_header_choice"):
            errors.append(gettext("Choose which cells are the headers of the table."))
        if not (value.get("table_caption") or "").strip():
            errors.append(gettext("Give the table a caption."))
        if errors:
            raise ValidationError(errors)


class CalloutBlock(SearchedTextBlock):
    kind = LabelledChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("Information")), ("warning", _("Warning"))],
        default="info",
    )
    title = CharBlock(label=_("Title"), required=False, max_length=100)
    text = RichTextBlock(label=_("Text"), features=NOTE_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        label_format = "{title}"
        description = _("A box for what must not be overlooked: information or a warning.")
        template = "blocks/callout.html"
        preview_value = {
            "kind": "warning",
            "title": "Waspada hujan lebat",
            "text": "<p>Warga di tepi Mahakam diminta memantau tinggi muka air.</p>",
        }


class BodyBlock(StreamBlock):
    """The body of every page type."""

    paragraph = RichTextBlock(
        label=_("Paragraph"),
        icon="pilcrow",
        features=PARAGRAPH_FEATURES,
        description=_("Running text with links and lists."),
        template="blocks/paragraph.html",
        preview_value=(
            "<p>Pelayanan administrasi kependudukan kini menjangkau kecamatan di "
            "<b>hulu Mahakam</b> setiap pekan.</p>"
        ),
    )
    heading = HeadingBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    documents = DocumentsBlock()
    video = VideoBlock()
    table = TableBlock()
    callout = CalloutBlock()

    class Meta:
        required = False


class PicturesBlock(StreamBlock):
    """The pictures of a gallery page, in order."""

    image = PictureBlock()


class MainVideoBlock(StreamBlock):
    """The one video a video page is about."""

    video = VideoBlock()

    class Meta:
        max_num = 1


class FilesBlock(StreamBlock):
    """The files an announcement hands out, in order."""

    document = DocumentChooserBlock(
        label=_("Document"),
        icon="doc-full",
        description=_("One file to download."),
        preview_template="blocks/previews/documents.html",
    )
