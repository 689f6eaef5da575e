"""Writes a large state in the format of `pulumi stack export`, from copies of the resources of other states.

Usage: states.py distinct|repeated RESOURCES OUTPUT STATE…

Each copy has its own URNs. With "distinct", each also has its own account and identifiers; with "repeated", all copies share them, as
in a file with several accounts and regions. Every tenth resource lacks one of its inputs, so that rules report violations.
The same arguments always give the same file.
"""

import json
import random
import sys

IDENTIFIERS = ("arn", "name", "bucket", "identifier", "keyId", "dnsName")
ACCOUNT = "123456789012"
STACK = "pulumi:pulumi:Stack"


def read(path):
    """Returns the resources of a state."""
    with open(path, encoding="utf-8") as file:
        resources = json.load(file)["checkpoint"]["latest"]["resources"]
    return [resource for resource in resources if not resource.get("delete")]


def identifiers(resources):
    """Returns the strings by which resources refer to each other; short ones, such as "default", are ambiguous."""
    found = set()
    for resource in resources:
        texts = [resource.get("id"), *(resource.get("outputs", {}).get(key) for key in IDENTIFIERS)]
        found.update(text for text in texts if isinstance(text, str) and len(text) > 7)
    return found


class Copy:
    """Returns one copy of the states."""

    def __init__(self, stack, number, known):
        self.stack = stack
        self.number = number
        self.known = known

    def urn(self, urn):
        kind, name = urn.split("::", 3)[2:]
        home = self.stack.rsplit("::", 2)[0]
        return self.stack if kind == STACK else f"{home}::{kind}::c{self.number:03}-{name}"

    def value(self, value):
        if isinstance(value, dict):
            return {key: self.value(element) for key, element in value.items()}
        if isinstance(value, list):
            return [self.value(element) for element in value]
        if not isinstance(value, str):
            return value
        if value in self.known and not value.startswith("arn:"):
            value = f"{value}-{self.number}" if "." not in value or "/" in value else f"c{self.number}.{value}"
        return value.replace(ACCOUNT, str(int(ACCOUNT) + self.number))

    def resource(self, original):
        resource = dict(original)
        resource["urn"] = self.urn(original["urn"])
        for key in ("parent", "provider"):
            if original.get(key):
                resource[key] = self.urn(original[key])
        if "dependencies" in original:
            resource["dependencies"] = [self.urn(urn) for urn in original["dependencies"]]
        if "propertyDependencies" in original:
            resource["propertyDependencies"] = {
                key: [self.urn(urn) for urn in urns or []] for key, urns in original["propertyDependencies"].items()
            }
        if self.known:
            for key in ("id", "inputs", "outputs"):
                if key in original:
                    resource[key] = self.value(original[key])
        return resource


def main():
    kind, count, output, *paths = sys.argv[1:]
    states = [read(path) for path in paths]
    stack = next(resource for resource in states[0] if resource["type"] == STACK)
    originals = [(copy, resource) for copy, state in enumerate(states) for resource in state if resource["type"] != STACK]
    known = identifiers(resource for _, resource in originals) if kind == "distinct" else set()
    random.seed(1)
    with open(output, "w", encoding="utf-8") as file:
        file.write('{\n    "version": 3,\n    "deployment": {\n        "manifest": {},\n        "resources": [\n')
        file.write(json.dumps(stack, indent=4))
        for index in range(int(count) - 1):
            round, position = divmod(index, len(originals))
            copy, original = originals[position]
            resource = Copy(stack["urn"], round * len(states) + copy, known).resource(original)
            inputs = dict(resource.get("inputs", {}))
            if index % 10 == 9 and inputs and not resource["type"].startswith("pulumi:"):
                del inputs[random.choice(sorted(inputs))]
                resource["inputs"] = inputs
            file.write(",\n" + json.dumps(resource, indent=4))
        file.write("\n        ]\n    }\n}\n")


main()
