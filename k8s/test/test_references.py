"""Every reference of an object has a target. A broken reference would otherwise fail only in a cluster."""

import base64
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pytest

from manifests import (
    BUILDS,
    ROOT,
    Manifest,
    build,
    containers,
    environment,
    of_kind,
    only,
    pod_labels,
    pod_spec,
    pod_template,
    selects,
    title,
    workloads,
)

every_build = pytest.mark.parametrize("name", BUILDS)

# Secrets that an operator or a person creates: README.md describes them.
CREATED_ELSEWHERE = {
    "production": {"rebound": {"api-key", "database-url"}},
    "complete": {"rebound": {"api-key"}, "rebound-db-app": {"uri"}},
}


@every_build
def test_mounted_config_maps_exist(name):
    existing = {m["metadata"]["name"] for m in of_kind(build(name), "ConfigMap")}
    for workload in workloads(build(name)):
        mounted = {v["configMap"]["name"] for v in pod_spec(workload).get("volumes", []) if "configMap" in v}
        assert mounted <= existing, title(workload)


@every_build
def test_secret_keys_exist_but_no_secret_in_production(name):
    secrets = {m["metadata"]["name"]: set(m["data"]) for m in of_kind(build(name), "Secret")}
    if name in CREATED_ELSEWHERE:
        assert secrets == {}
        secrets = CREATED_ELSEWHERE[name]
    used: dict[str, set[str]] = {}
    for workload in workloads(build(name)):
        for reference in secret_references(workload):
            if not reference.get("optional"):
                used.setdefault(reference["name"], set()).add(reference["key"])
    assert used == secrets


@every_build
def test_a_job_refers_only_to_stable_names(name):
    """A Job's template is immutable, and kustomize gives a ConfigMap another name for each content."""
    for job in of_kind(build(name), "Job"):
        assert not any("configMap" in volume for volume in pod_spec(job).get("volumes", [])), title(job)
        assert {r["name"] for r in secret_references(job)} <= {"rebound", "rebound-db-app"}, title(job)


@every_build
def test_mounted_volumes_exist(name):
    for workload in workloads(build(name)):
        volumes = {volume["name"] for volume in pod_spec(workload).get("volumes", [])}
        volumes |= {claim["metadata"]["name"] for claim in workload["spec"].get("volumeClaimTemplates", [])}
        mounted = {m["name"] for container in containers(workload) for m in container.get("volumeMounts", [])}
        assert mounted == volumes, title(workload)


@every_build
def test_service_accounts_exist(name):
    accounts = {m["metadata"]["name"] for m in of_kind(build(name), "ServiceAccount")}
    assert {pod_spec(workload)["serviceAccountName"] for workload in workloads(build(name))} <= accounts


@every_build
def test_a_service_leads_to_a_port_of_one_workload(name):
    for service in of_kind(build(name), "Service"):
        workload = only(selected(name, {"matchLabels": service["spec"]["selector"]}))
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports(workload), title(service)


@every_build
def test_a_workload_selects_its_own_pods_only(name):
    for workload in of_kind(build(name), "Deployment", "StatefulSet"):
        assert selected(name, workload["spec"]["selector"]) == [workload]


@every_build
def test_spread_and_disruption_budget_select_existing_pods(name):
    for budget in of_kind(build(name), "PodDisruptionBudget"):
        assert [title(w) for w in selected(name, budget["spec"]["selector"])] == ["Deployment/rebound"]
    for deployment in of_kind(build(name), "Deployment"):
        for spread in pod_spec(deployment)["topologySpreadConstraints"]:
            assert selected(name, spread["labelSelector"]) == [deployment]


@every_build
def test_a_network_policy_selects_existing_pods_and_ports(name):
    for policy in of_kind(build(name), "NetworkPolicy"):
        pods = selected(name, policy["spec"]["podSelector"])
        assert pods != [], title(policy)
        for rule in policy["spec"].get("ingress", []):
            assert named_ports(rule) <= set().union(*map(ports, pods)), title(policy)
        for rule in policy["spec"].get("egress", []):
            others = [w for peer in rule.get("to", []) for w in selected(name, peer["podSelector"])]
            assert named_ports(rule) <= set().union(set(), *map(ports, others)), title(policy)


@every_build
def test_probes_use_an_open_port(name):
    for workload in workloads(build(name)):
        for container in containers(workload):
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                action = container.get(probe, {})
                port = (action.get("httpGet") or action.get("tcpSocket") or {}).get("port")
                assert port is None or port in {p["name"] for p in container["ports"]}, title(workload)


@every_build
def test_only_the_autoscaler_sets_the_number_of_pods_and_at_least_two(name):
    deployment = only(of_kind(build(name), "Deployment"))
    scalers = of_kind(build(name), "HorizontalPodAutoscaler")
    assert ("replicas" in deployment["spec"]) == (scalers == [])
    for scaler in scalers:
        assert scaler["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
        assert scaler["spec"]["minReplicas"] >= 2


def test_the_database_has_connections_for_the_maximum_of_pods():
    """A pod has one event loop per processor; each has the configured connections and four more."""
    pod = pod_spec(only(of_kind(build("complete"), "Deployment")))["containers"][0]
    event_loops = int(pod["resources"]["limits"]["cpu"])
    lines = (ROOT / "conf/rebound.properties").read_text().splitlines()
    connections = int(only([line for line in lines if line.startswith("rebound.database.connections=")]).split("=")[1])
    most = only(of_kind(build("complete"), "HorizontalPodAutoscaler"))["spec"]["maxReplicas"]
    parameters = only(of_kind(build("complete"), "Cluster"))["spec"]["postgresql"]["parameters"]
    # A rollout adds one pod; the operator and people get twenty connections.
    assert (most + 1) * event_loops * (connections + 6) + 20 <= int(parameters["max_connections"])


def test_prometheus_scrapes_the_admin_port():
    monitor = only(of_kind(build("complete"), "ServiceMonitor"))
    services = [
        service
        for service in of_kind(build("complete"), "Service")
        if selects(monitor["spec"]["selector"], service["metadata"]["labels"])
    ]
    assert {port["name"] for port in only(services)["spec"]["ports"]} == {
        endpoint["port"] for endpoint in monitor["spec"]["endpoints"]
    }


@every_build
def test_every_setting_is_in_conf(name):
    """The service refuses an unknown setting at its start."""
    lines = (ROOT / "conf/rebound.properties").read_text().splitlines()
    names = {line.split("=")[0] for line in lines if "=" in line and not line.startswith("#")}
    known = {re.sub(r"[.-]", "_", setting).upper() for setting in names} | {"REBOUND_CONFIG"}
    for workload in workloads(build(name)):
        used = {v["name"] for v in environment(workload) if v["name"].startswith("REBOUND_")}
        assert used <= known, title(workload)


@every_build
def test_image_and_migration_have_the_version_of_the_build(name):
    project = ElementTree.parse(ROOT / "pom.xml").getroot()
    version = project.findtext("{http://maven.apache.org/POM/4.0.0}version")
    images = {c["image"].rsplit("/")[-1] for w in workloads(build(name)) for c in containers(w)}
    assert {image for image in images if image.startswith("rebound")} <= {
        f"rebound:{version}",
        f"rebound-load:{version}",
    }
    migrations = [m["metadata"]["name"] for m in of_kind(build(name), "Job") if "migrate" in m["metadata"]["name"]]
    assert migrations == ["rebound-migrate-" + version]


@pytest.mark.parametrize("name", ["dev", "load"])
def test_the_development_key_has_the_form_of_a_key(name):
    secret = only(of_kind(build(name), "Secret"))
    key = base64.b64decode(secret["data"]["api-key"]).decode()
    assert re.fullmatch(r"SG\.[A-Za-z0-9_]{22}\.[A-Za-z0-9_]{43}", key)


def test_the_first_apply_has_all_objects_of_the_migration_and_no_service():
    """README.md uses -l app.kubernetes.io/component!=service: `!=` also selects objects without the label."""
    first = [
        m
        for m in build("production")
        if m["metadata"].get("labels", {}).get("app.kubernetes.io/component") != "service"
    ]
    kinds = {m["kind"] for m in first}
    assert kinds >= {"Namespace", "ServiceAccount", "ConfigMap", "NetworkPolicy", "Job"}
    assert kinds.isdisjoint({"Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget"})


def selected(name: str, selector: Manifest) -> list[Manifest]:
    return [workload for workload in workloads(build(name)) if selects(selector, pod_labels(workload))]


def ports(workload: Manifest) -> set[str]:
    assert pod_template(workload)
    return {port["name"] for container in containers(workload) for port in container.get("ports", [])}


def named_ports(rule: Manifest) -> set[str]:
    return {port["port"] for port in rule.get("ports", []) if isinstance(port["port"], str)}


def secret_references(workload: Manifest) -> Iterator[Manifest]:
    for variable in environment(workload):
        if "secretKeyRef" in variable.get("valueFrom", {}):
            yield variable["valueFrom"]["secretKeyRef"]
