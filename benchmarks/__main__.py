"""``make bench``: run each benchmark and print its ratios."""

import os
import sys

import django


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kukarsite.settings.test"
    django.setup()
    from . import (
        inbox,
        public_pages,
        register_export,
        reports,
        search,
        served,
        task_report,
        watchlist,
        working_time,
    )

    for benchmark in (
        working_time,
        watchlist,
        reports,
        search,
        task_report,
        public_pages,
        served,
        inbox,
        register_export,
    ):
        print(f"\n{(benchmark.__doc__ or '').splitlines()[0]}\n")
        for line in benchmark.report():
            print(f"  {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
