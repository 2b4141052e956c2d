import news.models.media
from django.db import migrations, models, transaction
from wagtail.images.models import AbstractRendition


def remove_renditions(apps, schema_editor):
    """What they were made from is not on record: each is made again when it is next shown."""
    rendition_class = apps.get_model("news", "PressRendition")
    keys, files = [], []
    for rendition in rendition_class.objects.select_related("image").iterator(chunk_size=500):
        place = (rendition.image, rendition.focal_point_key, rendition.filter_spec)
        keys.append(AbstractRendition.construct_cache_key(*place))
        files.append((rendition.file.storage, rendition.file.name))
    rendition_class.objects.all().delete()

    def forget():
        AbstractRendition.cache_backend.delete_many(keys)
        for storage, name in files:
            storage.delete(name)

    transaction.on_commit(forget, using=schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("news", "0002_correction_and_file_hash"),
    ]

    operations = [
        migrations.RunPython(remove_renditions, migrations.RunPython.noop),
        migrations.RenameField("pressrendition", "sha256", "seal"),
        migrations.AlterField(
            model_name="pressrendition",
            name="seal",
            field=news.models.media.RenditionSealField(
                blank=True, editable=False, max_length=64, verbose_name="seal"
            ),
        ),
        migrations.AddIndex(
            model_name="pressrendition",
            index=models.Index(fields=["file"], name="rendition_file_idx"),
        ),
    ]
