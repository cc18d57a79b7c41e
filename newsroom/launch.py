"""Start the site with its worker: what `make run` and `make serve` do.

python -m newsroom.launch run PORT     development: sample data, reloads on change
python -m newsroom.launch serve PORT   production settings, gunicorn, collected files
"""

import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

MANAGE = [sys.executable, "manage.py"]


def run(port: str) -> int:
    """Serve the sample on 127.0.0.1 and say where to look and how to sign in."""
    os.environ["DEBUG"] = "1"
    # Apart from the real data: its people have passwords that everybody can read.
    os.environ.setdefault("DATA_DIR", "var/sample")
    manage("migrate", "--verbosity", "0")
    manage("sample")
    print(
        f"\n  Read     http://127.0.0.1:{port}/"
        f"\n  Edit     http://127.0.0.1:{port}/admin/"
        f"\n  Review   http://127.0.0.1:{port}/admin/articles/desk/"
        "\n  Sign in  writer writes, editor approves; also clerk, chief, admin;"
        "\n           password newsroom-sample"
        "\n  Stop     Ctrl-C\n",
        flush=True,
    )
    return together(
        [*MANAGE, "worker"],
        [*MANAGE, "runserver", f"127.0.0.1:{port}", "--verbosity", "0"],
    )


def serve(port: str) -> int:
    """Serve with production settings; what the environment lacks is made up for a trial."""
    if os.environ.get("DEBUG", "0") not in ("", "0"):
        sys.exit(
            "make serve runs with production settings, and DEBUG is set in this shell: "
            "errors would show settings to everybody. Unset DEBUG (and DATA_DIR, if it "
            "points at the sample), or use make run."
        )
    data = Path(os.environ.get("DATA_DIR", "var"))
    data.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = kept_secret(data / "secret_key")
    if not os.environ.get("ALLOWED_HOSTS"):
        os.environ["ALLOWED_HOSTS"] = "127.0.0.1,localhost"
        os.environ.setdefault("HTTPS", "0")
        print("ALLOWED_HOSTS is not set: a trial on this machine, over plain HTTP.")
    manage("migrate", "--verbosity", "0")
    manage("groups")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    print(
        f"\n  Read     http://127.0.0.1:{port}/"
        "\n  Admin    the first person to sign in is made by"
        f"\n           DEBUG=1 DATA_DIR={data} .venv/bin/python manage.py createsuperuser\n",
        flush=True,
    )
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    return together(
        [*MANAGE, "worker"],
        [
            *(sys.executable, "-m", "gunicorn", "newsroom.wsgi:application"),
            *("--bind", f"127.0.0.1:{port}", "--workers", workers, "--threads", "4"),
            *("--timeout", "90"),  # reading the largest page one may paste takes 12 s
        ],
    )


def manage(*arguments: str) -> None:
    subprocess.run([*MANAGE, *arguments], check=True)  # noqa: S603


def kept_secret(path: Path) -> str:
    """The secret of earlier trials, so that sign-ins outlive a restart."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text()


def together(*commands: list[str]) -> int:
    """Run *commands* until one of them ends or we are told to stop, then end them all."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    children = [subprocess.Popen(command) for command in commands]  # noqa: S603
    try:
        while True:
            for child in children:
                try:
                    return child.wait(timeout=0.5)
                except subprocess.TimeoutExpired:
                    continue
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait()


if __name__ == "__main__":
    mode, port = sys.argv[1:]
    try:
        sys.exit({"run": run, "serve": serve}[mode](port))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
