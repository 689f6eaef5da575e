"""Extracts a Pulumi package schema from a vendor's Python SDK, trimmed to the resources and functions in use.

    pip download --no-deps pulumi-cloudflare==6.22.1 && unzip pulumi_cloudflare-6.22.1-*.whl
    python3 extract_schema.py pulumi_cloudflare > cloudflare-6.22.1.json

The same commands make the schemas of pulumiverse-vercel 5.4.1 and pulumiverse-sentry 0.0.9.

The SDK is generated from the vendor's schema, and its classes state each property with its name, type and description.
They are parsed, never run. Nested types are followed as far as they are reachable.
"""

import ast
import inspect
import json
import sys
from datetime import date
from pathlib import Path

RESOURCES = {
    "cloudflare": [
        "AuthenticatedOriginPullsSettings",
        "DnsRecord",
        "LoadBalancer",
        "LoadBalancerMonitor",
        "LoadBalancerPool",
        "RegionalTieredCache",
        "Ruleset",
        "TieredCache",
        "UrlNormalizationSettings",
        "ZoneDnssec",
        "ZoneSetting",
    ],
    "sentry": ["SentryIssueAlert", "SentryKey", "SentryMetricAlert", "SentryProject", "SentryTeam"],
    "vercel": [
        "CustomEnvironment",
        "FirewallConfig",
        "LogDrain",
        "Project",
        "ProjectCrons",
        "ProjectDeploymentRetention",
        "ProjectDomain",
        "ProjectEnvironmentVariable",
        "ProjectRollingRelease",
        "Webhook",
    ],
}
FUNCTIONS = {"cloudflare": ["getIpRanges", "getZone"], "sentry": [], "vercel": []}
# Java packages that the vendors' schemas state; the default is com.pulumi.
BASE_PACKAGES = {"vercel": "com.pulumiverse"}
LICENSE = "Apache-2.0"

SCALARS = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}


def snake(name):
    """Returns the name of a module: zone_dnssec for ZoneDnssec."""
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")


def capitalized(name):
    return name[0].upper() + name[1:]


def uncapitalized(name):
    return name[0].lower() + name[1:]


def last_name(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)


def elements(node):
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


class Schema:
    """Schema of one package, filled from the classes of its SDK."""

    def __init__(self, root):
        self.root = root
        self.plugin = json.loads((root / "pulumi-plugin.json").read_text())
        self.package = self.plugin["name"]
        self.classes = {}
        self.types = {}
        self.seen = set()
        self.pending = []

    def module(self, name):
        """Returns the parsed classes and functions of a module, by name."""
        if name not in self.classes:
            tree = ast.parse((self.root / f"{name}.py").read_text())
            self.classes[name] = {node.name: node for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
        return self.classes[name]

    def token(self, name):
        return f"{self.package}:index/{uncapitalized(name)}:{name}"

    def type_token(self, name, result):
        """Returns the token of a nested type, and notes that its class is needed."""
        function = name.startswith("Get")
        suffix = "Result" if result and function else "Args" if not result else ""
        plain = name.removesuffix(suffix)
        self.pending.append((name, plain, result))
        plain = uncapitalized(plain) if function else plain
        return f"{self.package}:index/{plain}:{plain}"

    def type(self, node, result):
        """Returns the schema of a type and whether it is optional."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self.type(ast.parse(node.value, mode="eval").body, result)
        if isinstance(node, ast.Subscript):
            wrapper, inner = last_name(node.value), elements(node)
            if wrapper in ("Input", "Output"):
                return self.type(inner[0], result)
            if wrapper == "Optional":
                return self.type(inner[0], result)[0], True
            if wrapper == "Sequence":
                return {"type": "array", "items": self.type(inner[0], result)[0]}, False
            if wrapper == "Mapping":
                return {"type": "object", "additionalProperties": self.type(inner[1], result)[0]}, False
            raise SystemExit(f"unknown type: {ast.unparse(node)}")
        name = last_name(node)
        if name == "Any":
            return {"$ref": "pulumi.json#/Any"}, False
        if name in SCALARS:
            return {"type": SCALARS[name]}, False
        return {"$ref": f"#/types/{self.type_token(name, result)}"}, False

    def properties(self, declaration, result):
        """Returns the properties of a class and the names of those that are required."""
        found, required = {}, []
        for method in declaration.body:
            if not isinstance(method, ast.FunctionDef) or not method.decorator_list:
                continue
            getters = [d for d in method.decorator_list if last_name(d.func if isinstance(d, ast.Call) else d) == "getter"]
            if not getters:
                continue
            name = getters[0].keywords[0].value.value if isinstance(getters[0], ast.Call) else method.name
            schema, optional = self.type(method.returns, result)
            description = ast.get_docstring(method)
            found[name] = schema | ({"description": description} if description else {})
            if not optional:
                required.append(name)
        return dict(sorted(found.items())), sorted(required)

    def nested(self):
        """Follows the nested types that are reachable. A type's required properties are those of its inputs, where it has any."""
        while self.pending:
            name, plain, result = self.pending.pop()
            if (plain, result) in self.seen:
                continue
            declaration = self.module("outputs" if result else "_inputs")[name]
            properties, required = self.properties(declaration, result)
            self.seen.add((plain, result))
            key = uncapitalized(plain) if plain.startswith("Get") else plain
            known = self.types.setdefault(f"{self.package}:index/{key}:{key}", {"type": "object"})
            known["properties"] = known.get("properties", {}) | properties
            if not result or (plain, False) not in self.seen:
                known["required"] = required

    def resource(self, name):
        classes = self.module(snake(name))
        properties, required = self.properties(classes[name], True)
        inputs, required_inputs = self.properties(classes[name + "Args"], False)
        state, _ = self.properties(classes[f"_{name}State"], False)
        aliases = [
            argument.value.value
            for node in ast.walk(classes[name])
            if isinstance(node, ast.Call) and last_name(node.func) == "Alias"
            for argument in node.keywords
            if argument.arg == "type_"
        ]
        self.mark_secrets(classes[name], properties, inputs)
        return {
            "description": self.description(classes[name], "__init__"),
            "properties": properties,
            "required": required,
            "inputProperties": inputs,
            "requiredInputs": required_inputs,
            "stateInputs": {"type": "object", "properties": state},
        } | ({"aliases": [{"type": alias} for alias in aliases]} if aliases else {})

    def provider(self):
        classes = self.module("provider")
        properties, required = self.properties(classes["Provider"], True)
        inputs, required_inputs = self.properties(classes["ProviderArgs"], False)
        self.mark_secrets(classes["Provider"], properties, inputs)
        return {
            "description": self.description(classes["Provider"], "__init__"),
            "properties": properties,
            "required": required,
            "inputProperties": inputs,
            "requiredInputs": required_inputs,
        }

    def function(self, name):
        classes = self.module(snake(name))
        outputs, required = self.properties(classes[capitalized(name) + "Result"], True)
        call = classes[snake(name)]
        inputs, required_inputs = {}, []
        arguments = call.args.args
        names = {
            node.targets[0].slice.value: node.value.id
            for node in call.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
        }
        annotations = {argument.arg: argument.annotation for argument in arguments}
        for property_name, argument in names.items():
            annotation = annotations[argument]
            # An argument of an object type also takes a dictionary: Optional[Union['XArgs', 'XArgsDict', 'outputs.XResult']].
            unions = [n for n in ast.walk(annotation) if isinstance(n, ast.Subscript) and last_name(n.value) == "Union"]
            optional = last_name(getattr(annotation, "value", annotation)) == "Optional"
            schema = self.type(elements(unions[0])[0] if unions else annotation, False)[0]
            description = outputs.get(property_name, {}).get("description")
            inputs[property_name] = schema | ({"description": description} if description else {})
            if not optional:
                required_inputs.append(property_name)
        description = (ast.get_docstring(call) or "").split("## ")[0].split(":param")[0].strip()
        return {
            "description": description,
            "inputs": {"type": "object", "properties": inputs, "required": sorted(required_inputs)},
            "outputs": {"type": "object", "properties": outputs, "required": required},
        }

    @staticmethod
    def mark_secrets(declaration, properties, inputs):
        for node in ast.walk(declaration):
            if isinstance(node, ast.keyword) and node.arg == "additional_secret_outputs":
                for name in ast.literal_eval(node.value):
                    for declared in (properties, inputs):
                        if name in declared:
                            declared[name]["secret"] = True

    @staticmethod
    def description(declaration, method):
        """Returns a class's description up to the first example."""
        constructor = next(n for n in declaration.body if isinstance(n, ast.FunctionDef) and n.name == method)
        return (ast.get_docstring(constructor) or "").split("## ")[0].split(":param")[0].strip()

    def build(self):
        resources = {self.token(name): self.resource(name) for name in RESOURCES[self.package]}
        provider = self.provider()
        functions = {f"{self.package}:index/{name}:{name}": self.function(name) for name in FUNCTIONS[self.package]}
        self.nested()
        publisher, server = self.root.name.split("_")[0], self.plugin.get("server")
        return {
            "name": self.package,
            "version": self.plugin["version"],
            "description": f"Extracted from {publisher}-{self.package} {self.plugin['version']} on PyPI on {date.today().isoformat()}.",
            "license": LICENSE,
            "repository": f"https://github.com/{publisher}/pulumi-{self.package}",
            **({"pluginDownloadURL": server} if server else {}),
            **({"language": {"java": {"basePackage": BASE_PACKAGES[self.package]}}} if self.package in BASE_PACKAGES else {}),
            "meta": {"moduleFormat": "(.*)(?:/[^/]*)"},
            "types": dict(sorted(self.types.items())),
            "provider": provider,
            "resources": resources,
            "functions": functions,
        }


if len(sys.argv) != 2:
    raise SystemExit(inspect.cleandoc(__doc__))
json.dump(Schema(Path(sys.argv[1])).build(), sys.stdout, indent=1)
print()
