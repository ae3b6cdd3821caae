"""The files for running it, and the README's way from a repository to a working hook, each command tried."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
import yaml

from publisher.config import load_settings
from publisher.resources import templates_dir
from publisher.webhook.service import workshop
from tests.webhook.test_figures import free_port
from tests.webhook.world import ROOT, Blog, call, configuration, serving, until

DEPLOY = templates_dir() / "deploy"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section() -> str:
    start = README.index("## Republish when the content changes")
    return README[start : README.index("\n## ", start + 4)]


def commands() -> list[tuple[str, str]]:
    """Each command of the section with what it shows."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", section(), re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown))
    return found


def test_the_readme_s_way_to_a_working_hook_works(tmp_path: Path) -> None:
    blog, port, home, binaries = Blog.make(tmp_path / "git"), free_port(), tmp_path / "srv", tmp_path / "bin"
    home.mkdir()
    binaries.mkdir()
    script = f"#!/bin/sh\nexec {sys.executable} -c 'from publisher.cli import main; main()' \"$@\"\n"
    (binaries / "publisher").write_text(script, encoding="utf-8")
    (binaries / "publisher").chmod(0o755)
    lines = ["set -e"]
    for command, shown in commands():
        if "--once" in command:
            lines.append(f"sed -i 's|^remote = .*|remote = \"{blog.bare}\"|' publisher.toml")  # "set `remote`"
        lines.append(f"echo '$ {command}'")
        lines.append(command.replace("8790", str(port)).replace("webhook &", "webhook > log 2>&1 &"))
        if command.endswith("&"):
            look = f"curl --silent --fail http://127.0.0.1:{port}/healthz"
            lines += ["echo $! > pid", f"for _ in $(seq 200); do {look} && break; sleep 0.1; done", "echo"]
        assert "you/blog" not in shown
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    environ = {"PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PUBLISHER_WEBHOOK_PORT": str(port)}
    try:
        done = subprocess.run(
            ["bash", "-c", "\n".join(lines)],
            cwd=home,
            env=environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        for command, shown in commands():
            if shown:
                assert f"$ {command}\n{shown.strip()}" in done.stdout
        assert "atom.xml" in done.stdout
    finally:
        os.kill(int((home / "pid").read_text()), signal.SIGTERM)
    until(lambda: not Path(f"/proc/{(home / 'pid').read_text().strip()}").exists())


def test_every_file_is_written_and_none_replaced(tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text("mine", encoding="utf-8")
    with serving(tmp_path / "home", "", start=False) as service:
        done = service.call("files", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Caddyfile: is there already" in done.stdout
    assert (tmp_path / "Caddyfile").read_text(encoding="utf-8") == "mine"
    written = {path.name: path for path in tmp_path.iterdir() if path.is_file()}
    assert written.keys() == {path.name for path in DEPLOY.iterdir()}
    assert workshop(tmp_path, {}).webhook.remote.startswith("https://")


def test_the_unit_says_what_the_container_says() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "publisher-webhook.service", encoding="utf-8")
    assert unit["Service"]["ExecStart"].endswith("/bin/publisher webhook")
    assert unit["Service"]["User"] != "root"
    assert int(unit["Service"]["TimeoutStopSec"]) > 20
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert docker.index("USER publisher") < docker.index("ENTRYPOINT")
    assert "HEALTHCHECK" in docker
    assert 'ENTRYPOINT ["tini", "--", "publisher", "webhook"]' in docker
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert services["webhook"]["read_only"] is True
    assert services["webhook"]["cap_drop"] == ["ALL"]
    assert services["caddy"]["environment"]["WEBHOOK"] == "webhook:8790"


def test_the_container_s_environment_is_settings(tmp_path: Path) -> None:
    found = re.search(r"^ENV (.*)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    environ = dict(pair.split("=") for pair in found[1].split())
    settings = load_settings(tmp_path, environ=environ)
    assert (settings.webhook.host, settings.webhook.port) == ("0.0.0.0", 8790)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    text = (DEPLOY / "publisher-webhook.service").read_text(encoding="utf-8")
    here = text.replace("/opt/publisher/bin/publisher", shutil.which("true") or "/bin/true")
    (tmp_path / "publisher-webhook.service").write_text(here.replace("User=publisher", "User=root"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "publisher-webhook.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed")
def test_caddy_passes_hooks_on_and_keeps_the_rest_inside(tmp_path: Path) -> None:
    front = free_port()
    blog = Blog.make(tmp_path / "git")
    with serving(tmp_path / "home", configuration(blog)) as service:
        environ = os.environ | {
            "DOMAIN": f"http://127.0.0.1:{front}",
            "WEBHOOK": f"127.0.0.1:{service.port}",
            "PUBLIC": str(service.out),
            "XDG_DATA_HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path),
        }
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
        with subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL) as caddy:
            try:
                url = f"http://127.0.0.1:{front}"
                until(lambda: _answers(url))
                done = service.call("test", "--provider", "github", "--url", url)
                assert (done.returncode, done.stdout) == (0, "202 recorded\n"), done.stderr
                until(lambda: service.status()["last_published"])
                assert b"<feed" in call("GET", f"{url}/atom.xml")[1]
                for inside in ("/status", "/metrics", "/healthz", "/.publisher.json"):
                    assert call("GET", url + inside)[0] == 404
            finally:
                caddy.terminate()


def _answers(url: str) -> bool:
    try:
        return bool(call("GET", url)[0])
    except httpx2.ConnectError:
        return False
