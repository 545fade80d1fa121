"""The metrics that there are, and those that an expression asks for."""

import re
from collections.abc import Iterator
from pathlib import Path

import promql_parser

from manifests import ROOT

PAGE = ROOT / "docs/metrics.md"

# Metrics by name, and the labels of each.
Metrics = dict[str, frozenset[str]]

# Of kube-state-metrics: what Rebound cannot say of itself.
OF_OTHERS: Metrics = {
    "kube_deployment_status_replicas_available": frozenset({"deployment"}),
    "kube_job_failed": frozenset({"job_name", "condition"}),
    "kube_pod_status_ready": frozenset({"condition"}),
    "kube_pod_container_status_restarts_total": frozenset({"container"}),
}

# What Prometheus adds: the object that was asked, and a bucket's bound.
ADDED = frozenset({"namespace", "pod", "le"})

# Grafana puts these in before it asks.
VARIABLES = {"$__rate_interval": "5m", "$namespace": "rebound"}

NAME = re.compile(r"`((?:rebound|jvm|process)_[a-z0-9_]+)`")


def documented() -> Metrics:
    """Every name in a row of the page's table, with the labels in the row's second column."""
    metrics: Metrics = {}
    for row in re.findall(r"^\| .*`.*\|$", PAGE.read_text(), re.MULTILINE):
        labels = frozenset(re.findall(r"`(\w+)`", row.split("|")[2]))
        metrics |= {name: labels for name in NAME.findall(row)}
    return metrics


def base_name(metric: str, known: Metrics) -> str | None:
    """Of a histogram's series, the histogram; None for a metric that there is not."""
    candidates = (metric, re.sub(r"_(bucket|count|sum|max)$", "", metric))
    return next((name for name in candidates if name in known), None)


def asked_for(expression: str) -> set[str]:
    """
    The metrics of an expression in PromQL.

    :raises ValueError: when Prometheus could not read it
    """
    return {selector.name for selector in _nodes(parse(expression), promql_parser.VectorSelector)}


def faults(expression: str) -> list[str]:
    """Metrics and labels that there are not."""
    known = documented() | OF_OTHERS
    return [*_unknown_in_selectors(parse(expression), known), *_unknown_in_groups(parse(expression), known)]


def parse(expression: str) -> promql_parser.Expr:
    for variable, value in VARIABLES.items():
        expression = expression.replace(variable, value)
    if "$" in expression:
        raise ValueError(f"an unknown variable in {expression}")
    return promql_parser.parse(expression)


def _unknown_in_selectors(expression: promql_parser.Expr, known: Metrics) -> Iterator[str]:
    for selector in _nodes(expression, promql_parser.VectorSelector):
        name = base_name(selector.name, known)
        if name is None:
            yield selector.name
            continue
        for matcher in selector.matchers.matchers:
            if matcher.name not in known[name] | ADDED:
                yield f"{selector.name}{{{matcher.name}}}"


def _unknown_in_groups(expression: promql_parser.Expr, known: Metrics) -> Iterator[str]:
    for group in _nodes(expression, promql_parser.AggregateExpr):
        labels = ADDED.union(
            *(known.get(base_name(s.name, known), frozenset()) for s in _nodes(group, promql_parser.VectorSelector))
        )
        for label in group.modifier.labels if group.modifier else ():
            if label not in labels:
                yield f"by ({label})"


def _nodes(expression: promql_parser.Expr, kind: type) -> list[promql_parser.Expr]:
    found: list[promql_parser.Expr] = []

    def visit(node: promql_parser.Expr) -> None:
        if isinstance(node, kind):
            found.append(node)

    promql_parser.walk(expression, visit)
    return found
