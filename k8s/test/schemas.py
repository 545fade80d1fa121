"""Checks objects against the schemas of Kubernetes, strictly: an unknown key is an error."""

from pathlib import Path

import jsonschema
import kubernetes_validate
import yaml

from manifests import Manifest, title

KUBERNETES = "1.37"

# Kubernetes has no schema for custom resources. schemas/ has only the parts of them that we use: before the first use
# of a key, look it up in the operator's CRD and add it there.
CUSTOM = {
    ("monitoring.coreos.com/v1", "ServiceMonitor"): "service-monitor.yaml",
    ("monitoring.coreos.com/v1", "PrometheusRule"): "prometheus-rule.yaml",
    ("postgresql.cnpg.io/v1", "Cluster"): "cloudnative-pg-cluster.yaml",
}


def fault(manifest: Manifest) -> str | None:
    """Returns the fault of an object, or None. An object without a schema is a fault."""
    try:
        _check(manifest)
    except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as error:
        place = ".".join(str(part) for part in error.absolute_path)
        return f"{title(manifest)}: {place or 'the object'}: {error.message}"
    except kubernetes_validate.SchemaNotFoundError as error:
        return f"{title(manifest)}: {error.message}"
    return None


def _check(manifest: Manifest) -> None:
    file = CUSTOM.get((manifest["apiVersion"], manifest["kind"]))
    if file is None:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
        return
    schema = yaml.safe_load((Path(__file__).parent / "schemas" / file).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(manifest)
