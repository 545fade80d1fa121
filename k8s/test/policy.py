"""Our own rules for workloads. Each rule is a function from the objects of a build to the violations."""

import re
from collections.abc import Callable, Iterable, Iterator

from manifests import (
    CLUSTER_WIDE,
    Manifest,
    containers,
    environment,
    of_kind,
    pod_labels,
    pod_spec,
    selects,
    title,
    workloads,
)

Rule = Callable[[Iterable[Manifest]], Iterator[str]]

# A version has at least one dot: "18" moves. A digest does not move.
PINNED = re.compile(r"[^:@\s]+(:[0-9]+/[^:@\s]+)?(:v?[0-9]+\.[0-9][\w.-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})")
SECRET = re.compile(r"(PASSWORD|SECRET|TOKEN|KEY|DATABASE_URL)$")

# Running requests get up to 20 s after the drain: conf/rebound.properties.
FINISHING_SECONDS = 20


def has_its_own_namespace(manifests: Iterable[Manifest]) -> Iterator[str]:
    restricted = {
        namespace["metadata"]["name"]
        for namespace in of_kind(list(manifests), "Namespace")
        if namespace["metadata"].get("labels", {}).get("pod-security.kubernetes.io/enforce") == "restricted"
    }
    for manifest in manifests:
        namespace = manifest["metadata"].get("namespace", "default")
        if manifest["kind"] not in CLUSTER_WIDE and (namespace == "default" or namespace not in restricted):
            yield f"{title(manifest)} is in {namespace}"


def runs_as_non_root(manifests: Iterable[Manifest]) -> Iterator[str]:
    for name, pod, container in _containers(manifests):
        context = {**pod.get("securityContext", {}), **container.get("securityContext", {})}
        if (
            context.get("runAsNonRoot") is not True
            or context.get("runAsUser", 0) == 0
            or context.get("runAsGroup", 0) == 0
        ):
            yield f"{name} may run as root"


def cannot_gain_privileges(manifests: Iterable[Manifest]) -> Iterator[str]:
    for name, pod, container in _containers(manifests):
        context = {**pod.get("securityContext", {}), **container.get("securityContext", {})}
        capabilities = context.get("capabilities", {})
        if context.get("allowPrivilegeEscalation") is not False or context.get("privileged"):
            yield f"{name} may gain privileges"
        if capabilities.get("drop") != ["ALL"] or capabilities.get("add"):
            yield f"{name} keeps capabilities"
        if context.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            yield f"{name} has no seccomp profile"


def shares_nothing_with_the_node(manifests: Iterable[Manifest]) -> Iterator[str]:
    for workload in workloads(list(manifests)):
        pod = pod_spec(workload)
        for setting in ("hostNetwork", "hostPID", "hostIPC"):
            if pod.get(setting):
                yield f"{title(workload)} has {setting}"
        for volume in pod.get("volumes", []):
            if "hostPath" in volume:
                yield f"{title(workload)} mounts {volume['name']} of the node"


def writes_only_to_volumes(manifests: Iterable[Manifest]) -> Iterator[str]:
    for name, _, container in _containers(manifests):
        read_only = container.get("securityContext", {}).get("readOnlyRootFilesystem")
        if read_only is not True:
            yield f"{name} may write to its root file system"


def passes_a_user_to_pg_isready(manifests: Iterable[Manifest]) -> Iterator[str]:
    """With a user id that the image does not know, pg_isready without -U never succeeds."""
    for name, _, container in _containers(manifests):
        command = " ".join(container.get("command", []))
        if "pg_isready" in command and " -U " not in command:
            yield f"{name} runs pg_isready without a user"


def has_requests_and_limits(manifests: Iterable[Manifest]) -> Iterator[str]:
    for name, _, container in _containers(manifests):
        resources = container.get("resources", {})
        for kind in ("requests", "limits"):
            for resource in ("cpu", "memory"):
                if resource not in resources.get(kind, {}):
                    yield f"{name} has no {resource} in {kind}"


def requests_no_more_than_its_limits(manifests: Iterable[Manifest]) -> Iterator[str]:
    for name, _, container in _containers(manifests):
        limits = container.get("resources", {}).get("limits", {})
        for resource, request in container.get("resources", {}).get("requests", {}).items():
            if resource in limits and _quantity(request) > _quantity(limits[resource]):
                yield f"{name} requests more {resource} than its limit"


def has_a_pinned_image(manifests: Iterable[Manifest]) -> Iterator[str]:
    for name, _, container in _containers(manifests):
        if not PINNED.fullmatch(container.get("image", "")):
            yield f"{name} has the image {container.get('image')}"
    for cluster in of_kind(list(manifests), "Cluster"):
        if not PINNED.fullmatch(cluster["spec"].get("imageName", "")):
            yield f"{title(cluster)} has the image {cluster['spec'].get('imageName')}"


def has_probes(manifests: Iterable[Manifest]) -> Iterator[str]:
    for workload in workloads(list(manifests)):
        if workload["kind"] == "Job":
            continue
        for container in pod_spec(workload)["containers"]:
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                if probe not in container:
                    yield f"{title(workload)}, {container['name']}, has no {probe}"
            if container.get("livenessProbe", {}).get("httpGet", {}).get("path") == "/ready":
                yield f"{title(workload)}, {container['name']}, restarts when its database is unavailable"


def has_no_token(manifests: Iterable[Manifest]) -> Iterator[str]:
    for account in of_kind(list(manifests), "ServiceAccount"):
        if account.get("automountServiceAccountToken") is not False:
            yield f"{title(account)} mounts its token"
    for workload in workloads(list(manifests)):
        pod = pod_spec(workload)
        if pod.get("automountServiceAccountToken") is not False:
            yield f"{title(workload)} mounts a token"
        if pod.get("serviceAccountName", "default") == "default":
            yield f"{title(workload)} runs as the account default"


def takes_secrets_by_reference(manifests: Iterable[Manifest]) -> Iterator[str]:
    for workload in workloads(list(manifests)):
        for variable in environment(workload):
            if SECRET.search(variable["name"]) and "secretKeyRef" not in variable.get("valueFrom", {}):
                yield f"{title(workload)} has {variable['name']} in plain text"


def disables_service_links(manifests: Iterable[Manifest]) -> Iterator[str]:
    for workload in workloads(list(manifests)):
        if pod_spec(workload).get("enableServiceLinks") is not False:
            yield f"{title(workload)} gets the addresses of services as variables"


def is_replaced_without_a_gap(manifests: Iterable[Manifest]) -> Iterator[str]:
    for deployment in of_kind(list(manifests), "Deployment"):
        rolling = deployment["spec"].get("strategy", {}).get("rollingUpdate", {})
        if rolling.get("maxUnavailable") != 0:
            yield f"{title(deployment)} may run fewer pods during a rollout"


def has_time_to_stop(manifests: Iterable[Manifest]) -> Iterator[str]:
    for deployment in of_kind(list(manifests), "Deployment"):
        drain = [int(v["value"]) for v in environment(deployment) if v["name"] == "REBOUND_STOP_DRAIN_SECONDS"]
        if not drain or drain[0] < 5:
            yield f"{title(deployment)} does not drain for at least 5 s"
            continue
        sleeps = [_sleep_seconds(container) for container in pod_spec(deployment)["containers"]]
        needed = max(sleeps) + drain[0] + FINISHING_SECONDS
        if pod_spec(deployment).get("terminationGracePeriodSeconds", 30) <= needed:
            yield f"{title(deployment)} needs more than {needed} s to stop, and is killed before"


def is_denied_by_default(manifests: Iterable[Manifest]) -> Iterator[str]:
    closed = [
        policy["spec"]["podSelector"]
        for policy in of_kind(list(manifests), "NetworkPolicy")
        if set(policy["spec"]["policyTypes"]) == {"Ingress", "Egress"}
        and not policy["spec"].get("ingress")
        and not policy["spec"].get("egress")
    ]
    for workload in workloads(list(manifests)):
        if not any(selects(selector, pod_labels(workload)) for selector in closed):
            yield f"{title(workload)} has no policy that denies all traffic"


RULES: tuple[Rule, ...] = (
    has_its_own_namespace,
    runs_as_non_root,
    cannot_gain_privileges,
    shares_nothing_with_the_node,
    writes_only_to_volumes,
    passes_a_user_to_pg_isready,
    has_requests_and_limits,
    requests_no_more_than_its_limits,
    has_a_pinned_image,
    has_probes,
    has_no_token,
    takes_secrets_by_reference,
    disables_service_links,
    is_replaced_without_a_gap,
    has_time_to_stop,
    is_denied_by_default,
)


def _containers(manifests: Iterable[Manifest]) -> Iterator[tuple[str, Manifest, Manifest]]:
    for workload in workloads(list(manifests)):
        for container in containers(workload):
            yield f"{title(workload)}, {container['name']},", pod_spec(workload), container


def _quantity(text: str) -> float:
    number, unit = re.fullmatch(r"([0-9.]+)(m|Ki|Mi|Gi|)", text).groups()
    return float(number) * {"m": 0.001, "": 1, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}[unit]


def _sleep_seconds(container: Manifest) -> int:
    command = container.get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", [])
    return int(command[1]) if command[:1] == ["sleep"] else 0
