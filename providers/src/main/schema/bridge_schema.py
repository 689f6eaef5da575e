"""Makes the Pulumi package schema of a Terraform provider, as Pulumi's terraform-provider bridge gives it, trimmed to the resources in use.

    git clone --branch v1.10.1 https://github.com/supabase/terraform-provider-supabase
    python3 bridge_schema.py terraform-provider-supabase/docs/schema.json supabase 1.10.1 > supabase-1.10.1.json

The names are the Terraform names in camel case, without the provider's prefix. Blocks are not supported: "timeouts" is left out.
"""

import base64
import hashlib
import inspect
import json
import sys

# The bridge's version, and the resources in use.
BRIDGE = "1.1.3"
RESOURCES = {"supabase": ["apikey", "project", "settings"]}
SCALARS = {"string": "string", "bool": "boolean", "number": "number"}


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


class Bridge:
    """Schema of one provider."""

    def __init__(self, text, package, version):
        self.digest = hashlib.sha256(text).hexdigest()
        self.schema = next(iter(json.loads(text)["provider_schemas"].values()))
        self.package = package
        self.version = version
        self.types = {}

    def type(self, owner, name, attribute):
        """Returns the schema of an attribute's type."""
        if "nested_type" in attribute:
            nested = attribute["nested_type"]
            plain = owner + (camel(name)[0].upper() + camel(name)[1:])
            plural = nested["nesting_mode"] in ("list", "set")
            plain = plain.removesuffix("s") if plural else plain
            token = f"{self.package}:index/{plain}:{plain}"
            properties, required = self.properties(plain, nested["attributes"], True)
            self.types[token] = {"type": "object", "properties": properties, "required": required}
            reference = {"$ref": f"#/types/{token}"}
            return {"type": "array", "items": reference} if plural else reference
        kind = attribute["type"]
        if isinstance(kind, str):
            return {"type": SCALARS[kind]}
        if kind[0] == "map":
            return {"type": "object", "additionalProperties": {"type": SCALARS[kind[1]]}}
        return {"type": "array", "items": {"type": SCALARS[kind[1]]}}

    def properties(self, owner, attributes, outputs):
        """Returns the properties of attributes and the names of those that are required."""
        found, required = {}, []
        for name, attribute in sorted(attributes.items()):
            computed = attribute.get("computed", False)
            if name == "id" and owner in self.resources or not outputs and computed and not attribute.get("optional"):
                continue
            schema = self.type(owner, name, attribute)
            if attribute.get("description"):
                schema["description"] = attribute["description"]
            if attribute.get("sensitive"):
                schema["secret"] = True
            if attribute.get("deprecation_message"):
                schema["deprecationMessage"] = attribute["deprecation_message"]
            found[camel(name)] = schema
            if attribute.get("required") or outputs and computed:
                required.append(camel(name))
        return found, required

    def resource(self, name):
        declared = self.schema["resource_schemas"][f"{self.package}_{name}"]["block"]
        plain = (camel(name)[0].upper()) + camel(name)[1:]
        properties, required = self.properties(plain, declared["attributes"], True)
        inputs, required_inputs = self.properties(plain, declared["attributes"], False)
        return {
            "description": declared.get("description", ""),
            "properties": properties,
            "required": required,
            "inputProperties": inputs,
            "requiredInputs": required_inputs,
            "stateInputs": {"type": "object", "properties": properties},
        }

    def build(self):
        names = {name: camel(name)[0].upper() + camel(name)[1:] for name in RESOURCES[self.package]}
        self.resources = set(names.values())
        properties, _ = self.properties("", self.schema["provider"]["block"]["attributes"], True)
        resources = {
            f"{self.package}:index/{camel(name)}:{plain}": self.resource(name) for name, plain in names.items()
        }
        remote = {"remote": {"url": f"registry.opentofu.org/{self.package}/{self.package}", "version": self.version}}
        parameter = json.dumps(remote, separators=(",", ":")).encode()
        return {
            "name": self.package,
            "version": self.version,
            "description": f"Made from docs/schema.json of terraform-provider-{self.package} v{self.version}, SHA-256 {self.digest}.",
            "license": "MPL-2.0",
            "repository": f"https://github.com/{self.package}/terraform-provider-{self.package}",
            "meta": {"moduleFormat": "(.*)(?:/[^/]*)"},
            "parameterization": {
                "baseProvider": {"name": "terraform-provider", "version": BRIDGE},
                "parameter": base64.b64encode(parameter).decode(),
            },
            "types": dict(sorted(self.types.items())),
            "provider": {
                "properties": properties,
                "inputProperties": properties,
            },
            "resources": resources,
            "functions": {},
        }


if len(sys.argv) != 4:
    raise SystemExit(inspect.cleandoc(__doc__))
with open(sys.argv[1], "rb") as source:
    json.dump(Bridge(source.read(), sys.argv[2], sys.argv[3]).build(), sys.stdout, indent=1)
print()
