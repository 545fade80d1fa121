"""README.md names existing folders and labels."""

import re

from manifests import BUILDS, K8S, build

README = (K8S / "README.md").read_text()


def test_its_paths_exist():
    paths = set(re.findall(r"k8s/[\w./-]*\w", README)) | {
        "k8s/" + p for p in re.findall(r"^\| `([\w./-]+)`", README, re.M)
    }
    assert len(paths) > 8
    assert [path for path in sorted(paths) if not (K8S.parent / path.removesuffix("/")).exists()] == []


def test_its_builds_are_checked():
    applied = set(re.findall(r"apply -k k8s/(?:overlays|examples)/(\w+)", README))
    assert applied <= set(BUILDS)
    assert {"dev", "production", "load"} <= applied


def test_its_labels_exist():
    values = set(re.findall(r"app\.kubernetes\.io/component!?=(\w+)", README))
    existing = {
        manifest["metadata"].get("labels", {}).get("app.kubernetes.io/component")
        for name in BUILDS
        for manifest in build(name)
    }
    assert values and values <= existing
