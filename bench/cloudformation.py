#!/usr/bin/env python3
"""Converts a stack to a CloudFormation template, so that cfn-lint can check it.

Usage: bench/cloudformation.py STACK TEMPLATE: a resource graph of `plinth graph --json`, or a Pulumi state, in which every value
is known, with the Python that has cfn-lint; bench/cfn-lint runs it. Names come from
bench/cloudformation.txt, structure from the resource schemas that cfn-lint ships. What CloudFormation does not have is
listed on stderr; nothing is left out in silence.
"""

import collections
import json
import pathlib
import re
import sys

import cfnlint.data.schemas as shipped

FOLDER = pathlib.Path(shipped.__path__[0])
REGION = "eu-central-1"
CALENDAR = pathlib.Path(__file__).parents[1] / "tool/model/src/main/resources/dev/plinth/model/calendar/release-calendar.json"


# The key that marks a secret in a Pulumi state.
SECRET = "4dabf18193072939515e22adb298388d"


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def logical(name):
    return re.sub(r"[^A-Za-z0-9]", "", name.title())


class Names:
    """Table of names: TYPE = CLOUDFORMATION-TYPE [path], followed by property = path, or - for a missing property."""

    def __init__(self, path):
        self.types = {}
        self.properties = collections.defaultdict(dict)
        self.constants = collections.defaultdict(dict)
        current = ""
        for line in path.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            left, right = (part.strip() for part in line.split(" = ", 1))
            if left.startswith("+"):
                self.constants[current][left[1:]] = json.loads(right)
                continue
            if line[0] != " ":
                current = left
                self.types[left] = right.split()
            else:
                self.properties[current][left] = right


class Schema:
    """A resource's schema, and the properties below a path in it."""

    def __init__(self, cloudformation):
        version = json.loads((FOLDER / "providers" / f"{REGION}.json").read_text())[cloudformation]
        self.root = json.loads((FOLDER / "resources" / f"{version}.json").read_text())

    def resolve(self, schema):
        while "$ref" in schema:
            target = self.root
            for part in schema["$ref"].split("/")[1:]:
                target = target[part]
            schema = target
        return schema

    def properties(self, schema):
        schema = self.resolve(schema)
        found = dict(schema.get("properties", {}))
        for part in schema.get("anyOf", []) + schema.get("oneOf", []) + schema.get("allOf", []):
            found.update(self.properties(part))
        return found


class Converter:
    """Converts the inputs of one resource."""

    def __init__(self, schema, names, lost):
        self.schema, self.names, self.lost = schema, names, lost

    def object(self, value, schema, where):
        known = self.schema.properties(schema)
        by_plain = {plain(name): name for name in known}
        result = {}
        for key, each in value.items():
            if key.startswith("__"):
                continue
            path = f"{where}.{key}" if where else key
            # A name also applies below its type, except "name": objects have their own names.
            renamed = self.names.get(path, None if key == "name" and where else self.names.get(key))
            if renamed == "-":
                continue
            target = renamed or self.match(key, by_plain)
            if target == "*":
                self.merge(result, self.object(each, schema, path))
            elif target is None:
                self.lost.append(path)
            else:
                self.put(result, target, each, schema, path)
        return result

    def put(self, result, target, value, schema, where):
        """Sets a property by its path; A[key] is an entry of a list of keys and values, 0 the one element of a list."""
        place, inner = result, schema
        attribute = re.fullmatch(r"(\w+)\[(.+)\]", target)
        if attribute:
            text = str(value).lower() if isinstance(value, bool) else str(self.value(value, {}, where))
            result.setdefault(attribute[1], []).append({"Key": attribute[2], "Value": text})
            return
        *parents, last = target.split(".")
        for parent in parents:
            if parent == "0":
                inner, place = self.schema.resolve(inner).get("items", {}), place[0]
                continue
            inner = self.schema.properties(inner).get(parent, {})
            place = place.setdefault(parent, [{}] if parents[parents.index(parent) + 1 :][:1] == ["0"] else {})
        place[last] = self.value(value, self.schema.properties(inner).get(last, {}), where)

    @staticmethod
    def merge(result, other):
        for key, each in other.items():
            if isinstance(each, list) and key in result:
                result[key] += each
            else:
                result[key] = each

    @staticmethod
    def match(key, by_plain):
        name = plain(key)
        forms = [name, name[:-1] if name.endswith("s") else name + "s", re.sub("ies$", "y", name)]
        return next((by_plain[prefix + form] for form in forms for prefix in ("", "db", "cache") if prefix + form in by_plain), None)

    def value(self, value, schema, where):
        schema = self.schema.resolve(schema)
        kind = schema.get("type", "")
        if isinstance(value, dict) and set(value) & {"unknown", "secret", SECRET}:
            late = {"Ref": "Later"} if "unknown" in value else "{{resolve:secretsmanager:plinth:SecretString:value}}"
            return [late] if "array" in kind else late
        if isinstance(value, dict) and "array" in kind:
            items = self.schema.properties(schema.get("items", {}))
            for key in ("Key", "Name"):
                if set(items) == {key, "Value"}:
                    return [{key: name, "Value": each} for name, each in sorted(value.items())]
            value = [value]
        if isinstance(value, list):
            if "array" not in kind and kind:
                return self.value(value[0], schema, where) if value else {}
            return [self.value(each, schema.get("items", {}), where) for each in value]
        if isinstance(value, dict):
            if not self.schema.properties(schema):
                return {key: self.value(each, {}, where) for key, each in value.items()}
            return self.object(value, schema, where)
        if isinstance(value, str) and "object" in kind and value.lstrip().startswith("{"):
            return json.loads(value)
        if isinstance(value, str) and "array" in kind and value.lstrip().startswith("["):
            return self.value(json.loads(value), schema, where)
        if isinstance(value, bool) and set(schema.get("enum", [])) == {"ENABLED", "DISABLED"}:
            return "ENABLED" if value else "DISABLED"
        zone = re.fullmatch(REGION + "([a-c])", value) if isinstance(value, str) else None
        if zone:
            return {"Fn::Select": ["abc".index(zone[1]), {"Fn::GetAZs": ""}]}
        if "array" in kind and value is not None:
            return [self.value(value, schema.get("items", {}), where)]
        return int(value) if isinstance(value, float) and value.is_integer() else value


def newest(engine, version):
    """Returns the minor version that RDS selects for a major one: cfn-lint lists only full versions."""
    for product in json.loads(CALENDAR.read_text())["products"]:
        if product["key"] == engine and version in product["releases"]:
            return product["releases"][version]["creatable"][-1]
    return version


def convert(graph, names):
    schemas, resources, owners = {}, {}, {}
    missing = collections.Counter()
    lost = collections.defaultdict(set)
    sides = []
    parents = {resource["urn"]: resource.get("parent") for resource in graph["resources"]}
    for resource in graph["resources"]:
        token = resource["type"]
        if not token.startswith("aws:"):
            continue
        found = names.types.get(token, ["?"])
        if found[0] in "-?":
            missing[f"{token}: " + (" ".join(found[1:]) or "no name in bench/cloudformation.txt")] += 1
            continue
        if len(found) > 1 and found[1] == "in":
            sides.append((resource, found))
            continue
        unmatched = []
        inputs = dict(resource["inputs"])
        if token == "aws:rds/instance:Instance" and "engineVersion" in inputs:
            inputs["engineVersion"] = newest(inputs["engine"], inputs["engineVersion"])
        if "replicateSourceDb" in inputs:
            inputs.pop("storageEncrypted", None)  # The provider compares it with the source's value and does not send it.
        if token == "aws:lb/listenerRule:ListenerRule":
            # The provider uses the next free number.
            inputs.setdefault("priority", 1000 + len(resources))
        schema = schemas.setdefault(found[0], Schema(found[0]))
        root, place, properties = schema.root, {}, {}
        place = properties
        for parent in found[1:]:
            root = schema.properties(root)[parent]
            place = place.setdefault(parent, {})
        converter = Converter(schema, names.properties[token], unmatched)
        place.update(converter.object(inputs, root, ""))
        for key, constant in names.constants[token].items():
            converter.put(properties, key, constant, schema.root, key)
        lost[token].update(unmatched)
        name = logical(resource["name"]) + logical(token.split(":")[-1])
        resources[name] = {
            "Type": found[0],
            # Pulumi's protect and retainOnDelete are options of the engine, which a graph does not have.
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": properties,
        }
        owners[resource["urn"]] = name
    for resource, (kind, _, *path) in sides:
        candidates = [urn for urn in resource["dependencies"] if urn in owners and resources[owners[urn]]["Type"] == kind]
        # A bucket's logging depends on two buckets; its own has the same parent.
        candidates.sort(key=lambda urn: parents[urn] != resource.get("parent"))
        owner = owners[candidates[0]] if candidates else None
        if owner is None:
            missing[f"{resource['type']}: its {kind} is not in the graph"] += 1
            continue
        schema = schemas[kind]
        root, place = schema.root, resources[owner]["Properties"]
        for parent in path:
            root = schema.properties(root)[parent]
            place = place.setdefault(parent, {})
        unmatched = []
        place.update(Converter(schema, names.properties[resource["type"]], unmatched).object(resource["inputs"], root, ""))
        lost[resource["type"]].update(unmatched)
    return resources, missing, lost


def read(document):
    """Returns a resource graph, or the resources of a state in its form."""
    state = document.get("checkpoint", {}).get("latest") or document.get("deployment")
    if state is None:
        return document
    resources = [{"name": each["urn"].rsplit("::", 1)[1], "dependencies": [], **each} for each in state["resources"]]
    stack, project = resources[0]["urn"].split("::")[:2]
    return {"project": project, "stack": stack.rsplit(":", 1)[1], "resources": resources}


def main():
    graph = read(json.loads(pathlib.Path(sys.argv[1]).read_text()))
    names = Names(pathlib.Path(__file__).with_name("cloudformation.txt"))
    resources, missing, lost = convert(graph, names)
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"{graph['project']}, {graph['stack']}: converted for cfn-lint, not to be deployed",
        "Parameters": {
            "Later": {"Type": "String", "Description": "A value that is known only after the update"},
        },
        "Resources": resources,
    }
    used = json.dumps(resources)
    template["Parameters"] = {k: v for k, v in template["Parameters"].items() if f'{{"Ref": "{k}"}}' in used}
    pathlib.Path(sys.argv[2]).write_text(json.dumps(template, indent=1))
    print(f"{len(resources)} of {sum(1 for r in graph['resources'] if r['type'].startswith('aws:'))} resources of AWS", file=sys.stderr)
    for reason, number in sorted(missing.items()):
        print(f"  not converted, {number}: {reason}", file=sys.stderr)
    for token, paths in sorted(lost.items()):
        if paths:
            print(f"  no property of {names.types[token][0]}: {', '.join(sorted(paths))} of {token}", file=sys.stderr)


if __name__ == "__main__":
    main()
