"""Run the test suite on the next Wagtail, in ``.venv-next`` (``make test-next``).

The lock file stays as it is: the environment is resolved from ``pyproject.toml`` with only the
Wagtail requirement replaced.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-next"
NEXT = "wagtail>=8,<9"


def main() -> int:
    uv = shutil.which(os.environ.get("UV", "uv"))
    if uv is None:
        print("uv was not found; run this through: make test-next")
        return 1
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        _run(uv, "venv", "--quiet", "--python", sys.executable, str(ENVIRONMENT))
    with tempfile.TemporaryDirectory() as folder:
        override = Path(folder) / "override.txt"
        override.write_text(NEXT + "\n", encoding="utf-8")
        _run(
            *(uv, "pip", "install", "--quiet", "--python", str(python)),
            *("-r", "pyproject.toml", "--group", "dev", "--override", str(override)),
        )
    _run(str(python), "-c", "import wagtail; print('Wagtail', wagtail.__version__, flush=True)")
    command = [str(python), "-m", "pytest", "-n", "auto", "-m", "not browser and not postgres"]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(  # noqa: S603
        [*command, *sys.argv[1:]], cwd=ROOT, env=environment, check=False
    ).returncode


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
