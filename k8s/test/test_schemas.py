"""Every object that kustomize builds is valid for Kubernetes or for an operator."""

import copy
import re

import pytest
import yaml

from manifests import BUILDS, K8S, build, of_kind, only, title
from schemas import CUSTOM, fault

OBJECTS = [pytest.param(manifest, id=f"{name}-{title(manifest)}") for name in BUILDS for manifest in build(name)]


@pytest.mark.parametrize("manifest", OBJECTS)
def test_fits_its_schema(manifest):
    assert fault(manifest) is None


def test_every_component_is_in_a_checked_build():
    used = set()
    for folder in BUILDS.values():
        kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text())
        used |= {(folder / path).resolve() for path in kustomization.get("components", [])}
    assert used == set(K8S.glob("components/*"))


def test_every_own_schema_is_used():
    kinds = {(m["apiVersion"], m["kind"]) for name in BUILDS for m in build(name)}
    assert set(CUSTOM) <= kinds


def test_every_kind_in_the_readme_exists():
    kinds = {m["kind"] for m in build("complete")}
    assert kinds >= {
        "Namespace", "ServiceAccount", "ConfigMap", "Service", "Deployment", "Job", "HorizontalPodAutoscaler",
        "PodDisruptionBudget", "NetworkPolicy", "ServiceMonitor", "PrometheusRule", "Cluster",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        ("Deployment", lambda m: m["spec"].update(replica=2), "replica"),
        ("Deployment", lambda m: m["spec"].pop("selector"), "selector"),
        ("Deployment", lambda m: m["spec"].update(replicas="two"), "replicas"),
        ("Deployment", lambda m: m.update(apiVersion="apps/v1beta1"), "schema"),
        ("Job", lambda m: m["spec"]["template"]["spec"].update(restartpolicy="Never"), "restartpolicy"),
        ("PrometheusRule", lambda m: m["spec"]["groups"][0]["rules"][0].update(four="5m"), "four"),
        ("PrometheusRule", lambda m: m["spec"]["groups"][0]["rules"][0].update({"for": "soon"}), "soon"),
        ("ServiceMonitor", lambda m: m["spec"].pop("selector"), "selector"),
        ("ServiceMonitor", lambda m: m["spec"]["endpoints"][0].update(port=8081), "8081"),
        ("Cluster", lambda m: m["spec"].update(instances=0), "instances"),
        ("Cluster", lambda m: m["spec"]["postgresql"]["parameters"].update(max_connections=200), "200"),
        ("Cluster", lambda m: m.update(kind="Klister"), "Klister"),
    ],
)
def test_a_broken_object_is_found(kind, change, message):
    manifest = copy.deepcopy(of_kind(build("complete"), kind)[0])
    change(manifest)
    found = fault(manifest)
    assert found is not None and re.search(message, found, re.IGNORECASE)


def test_the_config_map_has_all_files_of_conf():
    """The mount would hide a new file in conf/."""
    conf = K8S.parent / "conf"
    files = {file.name: file.read_text() for file in conf.iterdir() if file.name != "kustomization.yaml"}
    for name in BUILDS:
        config = only(
            [m for m in of_kind(build(name), "ConfigMap") if m["metadata"]["name"].startswith("rebound-config")]
        )
        assert config["data"] == files
