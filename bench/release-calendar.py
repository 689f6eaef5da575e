#!/usr/bin/env python3
"""Updates the versions that RDS and ElastiCache create, in release-calendar.json, from the tables of the installed cfn-lint.

Run it with the Python that has cfn-lint: bench/cfn-lint --calendar. The days on which support ends are read by hand
from the source that each product names; this script leaves them alone.
"""

import datetime
import importlib.metadata
import json
import pathlib
import re

import cfnlint.data.schemas.extensions as extensions

CALENDAR = pathlib.Path(__file__).parents[1] / "tool/model/src/main/resources/dev/plinth/model/calendar/release-calendar.json"
TABLES = pathlib.Path(extensions.__path__[0])
SOURCES = {
    "postgres": "aws_rds_dbinstance",
    "mysql": "aws_rds_dbinstance",
    "aurora-postgresql": "aws_rds_dbcluster",
    "aurora-mysql": "aws_rds_dbcluster",
    "redis": "aws_elasticache_cachecluster",
    "valkey": "aws_elasticache_cachecluster",
    "memcached": "aws_elasticache_cachecluster",
}


def versions(table, file, engine):
    """Returns the versions of an engine in a table of cfn-lint."""
    path = TABLES / table / file
    for branch in json.loads(path.read_text())["allOf"] if path.exists() else []:
        condition = branch["if"]["properties"]
        if condition["Engine"].get("const") == engine:
            holder = branch["then"]["properties"] if branch["then"] else condition
            return set(holder["EngineVersion"]["enum"])
    return set()


def creatable(key):
    """Returns the full versions that AWS creates, such as 16.15, in ascending order."""
    table = SOURCES[key]
    found = versions(table, "engine_version.json", key) - versions(table, "engine_version_deprecated.json", key)
    full = [version for version in found if "." in version and not version.endswith("-limitless")]
    return sorted(full, key=lambda version: [int(number) for number in re.findall(r"\d+", version)])


def line(key, release):
    return f"        {json.dumps(key)}: {json.dumps(release)}"


def release_of(product, version):
    keys = [key for key in product["releases"] if version == key or version.startswith(key + ".")]
    return max(keys, key=len, default=None)


def main():
    document = json.loads(CALENDAR.read_text())
    for product in document["products"]:
        if product["key"] not in SOURCES:
            continue
        product["creatableSource"] = "cfn-lint " + importlib.metadata.version("cfn-lint") + ", " + SOURCES[product["key"]]
        product["creatableRead"] = datetime.date.today().isoformat()
        for release in product["releases"].values():
            release["creatable"] = []
        for version in creatable(product["key"]):
            key = release_of(product, version)
            if key is None:
                raise SystemExit(f"{product['key']} {version} is of no release: add it with its end of support")
            product["releases"][key]["creatable"].append(version)
    CALENDAR.write_text(rendered(document))


def rendered(document):
    """Returns the document with one release per line, for readable diffs."""
    products = []
    for product in document["products"]:
        rows = [
            f"      {json.dumps(key)}: {json.dumps(value)}"
            for key, value in product.items()
            if key not in ("uses", "releases")
        ]
        uses = ",\n".join("        " + json.dumps(use) for use in product["uses"])
        rows.append('      "uses": [\n' + uses + "\n      ]" if uses else '      "uses": []')
        releases = ",\n".join(line(key, release) for key, release in product["releases"].items())
        rows.append('      "releases": {\n' + releases + "\n      }")
        products.append("    {\n" + ",\n".join(rows) + "\n    }")
    head = f'{{\n  "note": {json.dumps(document["note"])},\n  "products": [\n'
    return head + ",\n".join(products) + "\n  ]\n}\n"


if __name__ == "__main__":
    main()
