"""Builds the manifests with kustomize, and finds objects in them."""

import functools
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml

Manifest = dict[str, Any]
T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
K8S = ROOT / "k8s"

# All builds that a user may apply.
BUILDS = {folder.name: folder for folder in sorted([*K8S.glob("overlays/*"), *K8S.glob("examples/*")])}

# Kinds without a namespace.
CLUSTER_WIDE = {"Namespace"}


@functools.cache
def build(name: str) -> tuple[Manifest, ...]:
    """Returns all objects of an overlay or example. They are cached: change only a copy.deepcopy."""
    return tuple(kustomize(BUILDS[name]))


def kustomize(folder: Path) -> list[Manifest]:
    command = shlex.split(os.environ.get("KUSTOMIZE", "kubectl kustomize"))
    built = subprocess.run([*command, str(folder)], capture_output=True, text=True, timeout=60)
    if built.returncode != 0:
        raise AssertionError(f"{folder.relative_to(ROOT)} cannot be built: {built.stderr}")
    # A warning reports something deprecated, which a later version will reject.
    assert built.stderr == "", built.stderr
    return list(yaml.safe_load_all(built.stdout))


def title(manifest: Manifest) -> str:
    return f"{manifest['kind']}/{manifest['metadata']['name']}"


def of_kind(manifests: tuple[Manifest, ...] | list[Manifest], *kinds: str) -> list[Manifest]:
    return [manifest for manifest in manifests if manifest["kind"] in kinds]


def only(found: list[T]) -> T:
    assert len(found) == 1, f"{len(found)} where one is expected: {found}"
    return found[0]


def workloads(manifests: tuple[Manifest, ...] | list[Manifest]) -> list[Manifest]:
    """Returns all objects with a pod template, of any kind, so that no kind is forgotten."""
    return [manifest for manifest in manifests if pod_template(manifest)]


def pod_template(manifest: Manifest) -> Manifest:
    if manifest["kind"] == "Pod":
        return manifest
    spec = manifest.get("spec") or {}
    if manifest["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    template = spec.get("template") or {}
    return template if "containers" in template.get("spec", {}) else {}


def pod_labels(workload: Manifest) -> dict[str, str]:
    return pod_template(workload).get("metadata", {}).get("labels", {})


def pod_spec(workload: Manifest) -> Manifest:
    return pod_template(workload)["spec"]


def containers(workload: Manifest) -> Iterator[Manifest]:
    yield from pod_spec(workload).get("initContainers", [])
    yield from pod_spec(workload)["containers"]


def environment(workload: Manifest) -> Iterator[Manifest]:
    for container in containers(workload):
        yield from container.get("env", [])


def selects(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    """Evaluates matchLabels only, and fails on match expressions, which the manifests do not use."""
    assert set(selector) <= {"matchLabels"}, selector
    return selector.get("matchLabels", {}).items() <= labels.items()
