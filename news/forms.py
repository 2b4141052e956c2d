"""Forms of steps 1 and 2: handing in, classifying, making a page."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator, URLValidator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from news.intake import FILE_TYPES, Examined, Refused
from news.material_files import allowed_text, examine_file, pending_uploads, refusal_text
from news.material_flow import MIN_REASON, reason_too_short, text_stamp
from news.material_permissions import writers
from news.models import MaterialAttachment, PendingUpload, SourceMaterial
from news.video_links import validate_video_link
from workflow_steps.forms import is_too_short, visible
from workflow_steps.models.procedure import office_today

MAX_LINK_LENGTH = cast(int, MaterialAttachment._meta.get_field("video_url").max_length)
CLASSIFY, DECLINE = "classify", "decline"


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class SeveralFilesField(forms.Field):
    """Any number of files; what each of them is, the form finds out."""

    widget = SeveralFilesInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let a phone offer camera and gallery; the accepted types are only a courtesy."""
        kinds = ["image/*", "video/*"]
        return {"accept": ",".join([*kinds, *(f".{name}" for name in FILE_TYPES)])}


def unique_lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def whole_address() -> str:
    host = next(iter(settings.NEWSROOM_VIDEO_HOSTS), "situs.go.id")
    return gettext("Write the whole address, for example https://%(host)s/…") % {"host": host}


class MaterialForm(forms.ModelForm):
    """Text, files and video links of one material.

    Good files of a refused form are kept under ``token`` (``PendingUpload``), since a browser
    cannot fill a file field again.
    """

    files = SeveralFilesField(  # type: ignore[assignment]
        label=_("Photos, documents, videos"), required=False
    )
    video_links = forms.CharField(
        label=_("Video links"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One address per line, for example from YouTube."),
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = SourceMaterial
        fields = ("title", "description", "source_unit", "event_date", "place", "contact")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "event_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = for_user
        self.examined: list[Examined] = []
        self.notices: list[str] = []
        self.fields["files"].help_text = allowed_text()
        self.initial.setdefault("token", uuid.uuid4())
        if self.instance.pk:
            self.initial["seen"] = text_stamp(self.instance)

    @cached_property
    def current_token(self) -> uuid.UUID:
        """The token that came with the form, else the one that goes out with it."""
        try:
            return uuid.UUID(str(self.data.get(self.add_prefix("token"), "")))
        except ValueError:
            return self.initial["token"]

    @property
    def pending(self) -> list[PendingUpload]:
        """Files of earlier attempts that the user has not taken off the list."""
        discarded = self.data.getlist("discard") if isinstance(self.data, QueryDict) else []
        return [
            upload
            for upload in pending_uploads(self.user, self.current_token)
            if str(upload.pk) not in discarded
        ]

    @property
    def discarded(self) -> list[PendingUpload]:
        kept = {upload.pk for upload in self.pending}
        uploads = pending_uploads(self.user, self.current_token)
        return [upload for upload in uploads if upload.pk not in kept]

    @property
    def attachments(self) -> list[Examined | PendingUpload | str]:
        return [*self.pending, *self.examined, *self.cleaned_data["video_links"]]

    def clean_event_date(self) -> date | None:
        """Material about what is still to come is rare, a slip of the finger is not."""
        day: date | None = self.cleaned_data["event_date"]
        if day and "event_date" in self.changed_data and day > office_today():
            text = gettext("The date of the event, %(date)s, is still to come. Is it right?")
            self.notices.append(text % {"date": date_format(day)})
        return day

    def clean_video_links(self) -> list[str]:
        links, errors = unique_lines(self.cleaned_data["video_links"]), []
        for link in links:
            try:
                URLValidator(schemes=["http", "https"], message=whole_address())(link)
                MaxLengthValidator(MAX_LINK_LENGTH)(link)
                validate_video_link(link)
            except ValidationError as error:
                errors += [f"{link}: {message}" for message in error.messages]
        maximum = settings.NEWSROOM_MAX_ATTACHMENTS
        if len(links) > maximum:
            errors = [gettext("At most %(count)d links.") % {"count": maximum}]
        if errors:
            raise ValidationError(errors)
        return links

    def clean_files(self) -> list[UploadedFile]:
        """Look at every file, also after one was refused, so that each is named once."""
        files: list[UploadedFile] = self.cleaned_data["files"] or []
        errors = [message for file in files if (message := self._take(file))]
        if errors:
            raise ValidationError(errors)
        return files

    def _take(self, file: UploadedFile) -> str | None:
        """Remember a good file once; otherwise say what is wrong with it."""
        if len(self.examined) + self._already_there >= settings.NEWSROOM_MAX_ATTACHMENTS:
            maximum = settings.NEWSROOM_MAX_ATTACHMENTS
            text = ngettext(
                "“%(name)s” was not taken: at most %(count)d file per material.",
                "“%(name)s” was not taken: at most %(count)d files per material.",
                maximum,
            )
            return text % {"name": file.name, "count": maximum}
        try:
            examined = examine_file(file)
        except Refused as refused:
            return refusal_text(file.name or "", refused)
        if examined.sha256 in self._known_hashes:
            text = gettext("“%(name)s” is the same file as another one; it is kept once.")
            self.notices.append(text % {"name": examined.original_name})
            return None
        self._known_hashes.add(examined.sha256)
        self.examined.append(examined)
        return None

    @cached_property
    def _known_hashes(self) -> set[str]:
        rows = MaterialAttachment.objects.filter(material_id=self.instance.pk)
        hashes = set(rows.exclude(sha256="").values_list("sha256", flat=True))
        return hashes | {upload.sha256 for upload in self.pending}

    @cached_property
    def _already_there(self) -> int:
        return len(self._known_hashes)


AttachmentFormSet = forms.inlineformset_factory(
    SourceMaterial, MaterialAttachment, fields=["caption"], extra=0, can_delete=True
)


class ClassifyForm(forms.ModelForm):
    """Step 2. One form with two buttons, so that nothing typed for the one is lost to the other."""

    class Meta:
        model = SourceMaterial
        fields = (
            "category",
            "information_class",
            "writer",
            "priority",
            "note",
            "declined_reason",
        )
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "declined_reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, action: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        writer = cast(forms.ModelChoiceField, self.fields["writer"])
        writer.queryset = writers()
        for name in ("category", "information_class", "writer"):
            self.fields[name].required = action != DECLINE
        self.fields["declined_reason"].help_text = gettext(
            "At least %(count)d characters. The contributor reads it."
        ) % {"count": MIN_REASON}

    def clean_declined_reason(self) -> str:
        reason = visible(self.cleaned_data["declined_reason"])
        if self.action == DECLINE and is_too_short(reason):
            raise ValidationError(reason_too_short())
        return reason

    @property
    def classification_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.Meta.fields if name != "declined_reason")
