"""Is it what Kubernetes takes? Strictly: a key that does not exist there is an error, not passed over."""

from pathlib import Path

import jsonschema
import kubernetes_validate
import yaml

from manifests import Manifest, title

KUBERNETES = "1.37"

# Kubernetes has no schema for what others define. In schemas/ are the parts of theirs that we use, and no more: a key
# that is used for the first time has to be looked up in the operator's CRD and written down there first.
OTHERS = {
    ("monitoring.coreos.com/v1", "ServiceMonitor"): "service-monitor.yaml",
    ("monitoring.coreos.com/v1", "PrometheusRule"): "prometheus-rule.yaml",
    ("postgresql.cnpg.io/v1", "Cluster"): "cloudnative-pg-cluster.yaml",
}


def fault(manifest: Manifest) -> str | None:
    """What is wrong, or None. An object that no schema is there for is wrong too."""
    try:
        _check(manifest)
    except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as error:
        place = ".".join(str(part) for part in error.absolute_path)
        return f"{title(manifest)}: {place or 'the object'}: {error.message}"
    except kubernetes_validate.SchemaNotFoundError as error:
        return f"{title(manifest)}: {error.message}"
    return None


def _check(manifest: Manifest) -> None:
    file = OTHERS.get((manifest["apiVersion"], manifest["kind"]))
    if file is None:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
        return
    schema = yaml.safe_load((Path(__file__).parent / "schemas" / file).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(manifest)
