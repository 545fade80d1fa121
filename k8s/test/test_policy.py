"""Every build keeps the rules, and each rule finds its violations."""

import copy

import pytest

import policy
from manifests import BUILDS, Manifest, build, only, pod_spec, title


@pytest.mark.parametrize("rule", policy.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", BUILDS)
def test_keeps_the_rule(name, rule):
    assert list(rule(build(name))) == []


def service(manifests: list[Manifest]) -> Manifest:
    return only([m for m in manifests if title(m) == "Deployment/rebound"])


def migration(manifests: list[Manifest]) -> Manifest:
    return only([m for m in manifests if title(m).startswith("Job/rebound-migrate")])


def pod(manifests: list[Manifest]) -> Manifest:
    return pod_spec(service(manifests))


def container(manifests: list[Manifest]) -> Manifest:
    return pod(manifests)["containers"][0]


def named(manifests: list[Manifest], name: str) -> Manifest:
    return only([m for m in manifests if title(m) == name])


def sidecar(manifests: list[Manifest]) -> None:
    pod(manifests)["containers"].append({"name": "sidecar", "image": "proxy:1.0.0"})


def variable(manifests: list[Manifest], name: str, **value: object) -> None:
    for entry in container(manifests)["env"]:
        if entry["name"] == name:
            entry.clear()
            entry.update(name=name, **value)


def image(text: str):
    return lambda m: container(m).update(image=text)


BREAKS = [
    (policy.has_its_own_namespace, "in default", lambda m: service(m)["metadata"].update(namespace="default")),
    (policy.has_its_own_namespace, "no namespace", lambda m: service(m)["metadata"].pop("namespace")),
    (
        policy.has_its_own_namespace,
        "in another namespace",
        lambda m: service(m)["metadata"].update(namespace="kube-system"),
    ),
    (
        policy.has_its_own_namespace,
        "unrestricted",
        lambda m: named(m, "Namespace/rebound")["metadata"].pop("labels"),
    ),
    (policy.runs_as_non_root, "user root", lambda m: pod(m)["securityContext"].update(runAsUser=0)),
    (policy.runs_as_non_root, "group root", lambda m: pod(m)["securityContext"].update(runAsGroup=0)),
    (policy.runs_as_non_root, "the container overrides", lambda m: container(m)["securityContext"].update(runAsUser=0)),
    (policy.runs_as_non_root, "the image decides", lambda m: pod(m)["securityContext"].pop("runAsUser")),
    (policy.runs_as_non_root, "not enforced", lambda m: pod(m)["securityContext"].update(runAsNonRoot=False)),
    (policy.runs_as_non_root, "no context", lambda m: pod(m).pop("securityContext")),
    (
        policy.cannot_gain_privileges,
        "escalation",
        lambda m: container(m)["securityContext"].pop("allowPrivilegeEscalation"),
    ),
    (policy.cannot_gain_privileges, "privileged", lambda m: container(m)["securityContext"].update(privileged=True)),
    (policy.cannot_gain_privileges, "capabilities", lambda m: container(m)["securityContext"].pop("capabilities")),
    (
        policy.cannot_gain_privileges,
        "one added",
        lambda m: container(m)["securityContext"]["capabilities"].update(add=["SYS_PTRACE"]),
    ),
    (policy.cannot_gain_privileges, "seccomp", lambda m: pod(m)["securityContext"].pop("seccompProfile")),
    (policy.cannot_gain_privileges, "a sidecar", sidecar),
    (policy.shares_nothing_with_the_node, "network", lambda m: pod(m).update(hostNetwork=True)),
    (
        policy.shares_nothing_with_the_node,
        "a folder",
        lambda m: pod(m)["volumes"].append({"name": "x", "hostPath": {"path": "/"}}),
    ),
    (
        policy.writes_only_to_volumes,
        "root writable",
        lambda m: container(m)["securityContext"].pop("readOnlyRootFilesystem"),
    ),
    (
        policy.passes_a_user_to_pg_isready,
        "no user",
        lambda m: container(m).update(command=["sh", "-c", "until pg_isready -h postgres; do sleep 1; done"]),
    ),
    (policy.has_requests_and_limits, "none", lambda m: container(m).pop("resources")),
    (policy.has_requests_and_limits, "no limits", lambda m: container(m)["resources"].pop("limits")),
    (policy.has_requests_and_limits, "no memory", lambda m: container(m)["resources"]["limits"].pop("memory")),
    (policy.has_requests_and_limits, "a sidecar", sidecar),
    (policy.has_requests_and_limits, "of the Job", lambda m: pod_spec(migration(m))["containers"][0].pop("resources")),
    (
        policy.requests_no_more_than_its_limits,
        "memory",
        lambda m: container(m)["resources"]["requests"].update(memory="2Gi"),
    ),
    (policy.requests_no_more_than_its_limits, "cpu", lambda m: container(m)["resources"]["limits"].update(cpu="100m")),
    (policy.has_a_pinned_image, "latest", image("rebound:latest")),
    (policy.has_a_pinned_image, "no tag", image("rebound")),
    (policy.has_a_pinned_image, "a port is no tag", image("registry.example.com:5000/rebound")),
    (policy.has_a_pinned_image, "a major version moves", image("rebound:1")),
    (policy.has_a_pinned_image, "half a digest", image("rebound@sha256:12ab")),
    (policy.has_a_pinned_image, "of the cluster", lambda m: named(m, "Cluster/rebound-db")["spec"].pop("imageName")),
    (policy.has_probes, "no readiness", lambda m: container(m).pop("readinessProbe")),
    (policy.has_probes, "no liveness", lambda m: container(m).pop("livenessProbe")),
    (policy.has_probes, "no startup", lambda m: container(m).pop("startupProbe")),
    (policy.has_probes, "a sidecar", sidecar),
    (policy.has_probes, "by readiness", lambda m: container(m)["livenessProbe"]["httpGet"].update(path="/ready")),
    (
        policy.has_no_token,
        "of the account",
        lambda m: named(m, "ServiceAccount/rebound").pop("automountServiceAccountToken"),
    ),
    (policy.has_no_token, "of the pod", lambda m: pod(m).update(automountServiceAccountToken=True)),
    (policy.has_no_token, "account default", lambda m: pod(m).pop("serviceAccountName")),
    (policy.takes_secrets_by_reference, "the key", lambda m: variable(m, "REBOUND_API_KEY", value="SG.x.y")),
    (
        policy.takes_secrets_by_reference,
        "the URL",
        lambda m: variable(m, "REBOUND_DATABASE_URL", value="postgresql://…"),
    ),
    (policy.disables_service_links, "left out", lambda m: pod(m).pop("enableServiceLinks")),
    (
        policy.is_replaced_without_a_gap,
        "one unavailable",
        lambda m: service(m)["spec"]["strategy"]["rollingUpdate"].update(maxUnavailable=1),
    ),
    (policy.is_replaced_without_a_gap, "left out", lambda m: service(m)["spec"].pop("strategy")),
    (policy.has_time_to_stop, "no drain", lambda m: variable(m, "REBOUND_STOP_DRAIN_SECONDS", value="0")),
    (policy.has_time_to_stop, "a drain too long", lambda m: variable(m, "REBOUND_STOP_DRAIN_SECONDS", value="60")),
    (policy.has_time_to_stop, "the default grace period", lambda m: pod(m).pop("terminationGracePeriodSeconds")),
    (policy.is_denied_by_default, "no policy", lambda m: m.remove(named(m, "NetworkPolicy/rebound-default-deny"))),
    (
        policy.is_denied_by_default,
        "other labels",
        lambda m: migration(m)["spec"]["template"]["metadata"].update(labels={}),
    ),
]


@pytest.mark.parametrize(("rule", "how", "breaks"), [pytest.param(*b, id=f"{b[0].__name__}-{b[1]}") for b in BREAKS])
def test_a_violation_is_found(rule, how, breaks):
    manifests = list(copy.deepcopy(build("complete")))
    breaks(manifests)
    assert list(rule(manifests)) != []


def test_every_rule_has_a_violation():
    assert {b[0] for b in BREAKS} == set(policy.RULES)


@pytest.mark.parametrize(
    "text",
    [
        "rebound:0.1.0",
        "registry.example.com:5000/mail/rebound:0.1.0",
        "postgres:18.6-trixie",
        "rebound@sha256:" + "0a" * 32,
        "rebound:0.1.0@sha256:" + "0a" * 32,
    ],
)
def test_a_version_or_a_digest_is_pinned(text):
    manifests = list(copy.deepcopy(build("complete")))
    image(text)(manifests)
    assert list(policy.has_a_pinned_image(manifests)) == []
