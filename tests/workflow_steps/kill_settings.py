"""Settings of the processes that ``test_notices_kill`` starts and kills."""

from kukarsite.settings.dev import *  # noqa: F403
from kukarsite.settings.dev import TASKS

DEBUG = False  # with it the worker works in a child process, which outlives being killed
EMAIL_BACKEND = "tests.workflow_steps.kill_mail.OneFileEach"
TASKS["newsroom"]["BACKEND"] = "django_tasks_db.DatabaseBackend"
