"""Alerts and dashboard use existing metrics. An alert on an unknown metric would never fire."""

import json
import re

import pytest

from manifests import K8S, build, of_kind, only
from metrics import queried, base_name, documented, faults

RULES = [
    rule
    for manifest in of_kind(build("complete"), "PrometheusRule")
    for group in manifest["spec"]["groups"]
    for rule in group["rules"]
]
DASHBOARD = json.loads((K8S / "dashboards/rebound.json").read_text())
PANELS = DASHBOARD["panels"]
EXPRESSIONS = [
    *(pytest.param(rule["expr"], id=rule["alert"]) for rule in RULES),
    *(
        pytest.param(target["expr"], id=f"{panel['title']}-{target['refId']}")
        for panel in PANELS
        for target in panel["targets"]
    ),
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_uses_known_metrics_and_labels(expression):
    assert queried(expression)
    assert faults(expression) == []


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("rebound_http_request_seconds_count", ["rebound_http_request_seconds_count"]),
        ("rebound_http_requests_seconds_total", ["rebound_http_requests_seconds_total"]),
        ("rate(rebound_lane_queue[5m]) > 1", ["rebound_lane_queue"]),
        ("sum(up) or rebound_build_info", ["up"]),
        ('rebound_http_requests_seconds_count{status="200"}', ["rebound_http_requests_seconds_count{status}"]),
        ("sum by (account) (rebound_http_connections)", ["by (account)"]),
        ("max_over_time(sum by (queue) (rebound_lane_queued)[5m:])", ["by (queue)"]),
    ],
)
def test_an_unknown_metric_or_label_is_found(expression, found):
    assert faults(expression) == found


@pytest.mark.parametrize(
    "expression", ["sum by (namespace (rebound_build_info)", "rate(rebound_build_info)", "x > $limit"]
)
def test_an_invalid_expression_is_found(expression):
    with pytest.raises(ValueError):
        faults(expression)


def test_every_rebound_metric_is_on_the_dashboard():
    known = documented()
    shown = {base_name(m, known) for panel in PANELS for target in panel["targets"] for m in queried(target["expr"])}
    assert {name for name in known if name.startswith("rebound_")} - shown == set()


def test_panels_do_not_overlap_and_have_unique_ids():
    cells = [
        (x, y)
        for panel in PANELS
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)


def test_the_dashboard_is_provisioned_unchanged():
    config = only([m for m in of_kind(build("complete"), "ConfigMap") if m["metadata"]["name"] == "rebound-dashboard"])
    assert config["metadata"]["labels"]["grafana_dashboard"] == "1"
    assert json.loads(config["data"]["rebound.json"]) == DASHBOARD


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_has_a_summary_and_a_runbook(rule):
    file, anchor = rule["annotations"]["runbook"].split("#")
    headings = re.findall(r"^#+ (.+)$", (K8S.parent / file).read_text(), re.MULTILINE)
    assert rule["alert"] in headings
    assert anchor == rule["alert"].lower()
    assert rule["annotations"]["summary"]
    assert rule["labels"]["severity"] in {"critical", "warning"}


def test_every_runbook_has_an_alert():
    headings = re.findall(r"^### (Rebound\w+)$", (K8S / "README.md").read_text(), re.MULTILINE)
    assert headings == [rule["alert"] for rule in RULES]
