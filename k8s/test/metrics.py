"""The documented metrics, and the metrics in a PromQL expression."""

import re
from collections.abc import Iterator
from pathlib import Path

import promql_parser

from manifests import ROOT

PAGE = ROOT / "docs/metrics.md"

# The labels of each metric, by its name.
Metrics = dict[str, frozenset[str]]

# Metrics of kube-state-metrics, which Rebound cannot measure itself.
EXTERNAL: Metrics = {
    "kube_deployment_status_replicas_available": frozenset({"deployment"}),
    "kube_job_failed": frozenset({"job_name", "condition"}),
    "kube_pod_status_ready": frozenset({"condition"}),
    "kube_pod_container_status_restarts_total": frozenset({"container"}),
}

# Labels that Prometheus adds: the scraped object, and a bucket's bound.
ADDED = frozenset({"namespace", "pod", "le"})

# Grafana replaces these before it sends the query.
VARIABLES = {"$__rate_interval": "5m", "$namespace": "rebound"}

NAME = re.compile(r"`((?:rebound|jvm|process)_[a-z0-9_]+)`")


def documented() -> Metrics:
    """Returns every metric in the page's table, with the labels in the row's second column."""
    metrics: Metrics = {}
    for row in re.findall(r"^\| .*`.*\|$", PAGE.read_text(), re.MULTILINE):
        labels = frozenset(re.findall(r"`(\w+)`", row.split("|")[2]))
        metrics |= {name: labels for name in NAME.findall(row)}
    return metrics


def base_name(metric: str, known: Metrics) -> str | None:
    """Returns the histogram of a histogram's series, otherwise the metric itself; None for an unknown metric."""
    candidates = (metric, re.sub(r"_(bucket|count|sum|max)$", "", metric))
    return next((name for name in candidates if name in known), None)


def queried(expression: str) -> set[str]:
    """
    Returns the metrics of a PromQL expression.

    :raises ValueError: if Prometheus could not parse it
    """
    return {selector.name for selector in _nodes(parse(expression), promql_parser.VectorSelector)}


def faults(expression: str) -> list[str]:
    """Returns the unknown metrics and labels of an expression."""
    known = documented() | EXTERNAL
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
