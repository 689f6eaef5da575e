"""Generates the tables of the simulator from the vendors' schemas; README.md says how to run it."""

import argparse
import collections
import json
import pathlib
import re

MODULES = {
    "lb": ["elasticloadbalancingv2"], "elb": ["elasticloadbalancing"], "cloudwatch": ["cloudwatch", "logs", "events"],
    "cfg": ["config"], "acm": ["certificatemanager"], "appautoscaling": ["applicationautoscaling"], "vpc": ["ec2"],
    "ebs": ["ec2"], "sfn": ["stepfunctions"], "opensearch": ["opensearchservice"], "ec2transitgateway": ["ec2"],
    "route53": ["route53", "route53resolver"], "timestreamwrite": ["timestream"], "keyspaces": ["cassandra"],
    "mq": ["amazonmq"], "ssoadmin": ["sso"], "costexplorer": ["ce"],
}
KEYWORDS = ("enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
            "exclusiveMaximum", "multipleOf", "uniqueItems")
# Formats that apply to a text in any property, as patterns; the provider checks an ARN the same way.
ARN = r"^arn:[\w-]*:[\w-]*:[\w-]*:([0-9]{12}|aws)?:.+$"
ENUM_LIMIT = 80


class Lossy(Exception):
    """A condition names a property that Pulumi does not have."""


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


class Names:
    """The one table of names."""

    def __init__(self, path):
        self.types, self.properties, self.operations = {}, collections.defaultdict(dict), {}
        current = None
        for line in path.read_text().splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            left, right = (part.strip() for part in line.split("=", 1))
            if line[0] != " ":
                current = left
                right, _, operation = right.partition("|")
                if right.strip():
                    self.types[left] = right.split()
                if operation:
                    self.operations[left] = operation.split()
            else:
                self.properties[current][left] = right

    def find(self, type_token, known):
        """The CloudFormation type, and the path within it, or None."""
        if type_token in self.types:
            found = self.types[type_token]
            return None if found == ["-"] else (found[0], found[1:])
        _, module, name = re.split("[:/]", type_token)[0], re.split("[:/]", type_token)[1], plain(type_token.split(":")[-1])
        for service in MODULES.get(module, [module]):
            for candidate in (name, "db" + name, re.sub("v2$", "", name), re.sub("^(event|log|metric)", "", name),
                              "transitgateway" + name):
                if (service, candidate) in known:
                    return known[service, candidate], []
        return None


class Schemas:
    """AWS's schemas as cfn-lint ships them, with the values of all commercial regions."""

    def __init__(self, folder):
        self.folder = folder
        self.regions = {f.stem: json.loads(f.read_text()) for f in (folder / "providers").glob("*.json")
                        if re.fullmatch(r"(?!cn-|us-gov|us-iso|eu-iso|eusc)[a-z]+-[a-z]+-\d", f.stem)}
        self.main = self.regions["us-east-1"]
        self.known = {}
        for t in self.main:
            parts = t.split("::")
            if len(parts) == 3:
                self.known[parts[1].lower(), parts[2].lower()] = t

    def load(self, name):
        versions = {r[name] for r in self.regions.values() if name in r}
        first = self.main[name]
        result = json.loads((self.folder / "resources" / f"{first}.json").read_text())
        for version in sorted(versions - {first}):
            union(result, json.loads((self.folder / "resources" / f"{version}.json").read_text()))
        return result

    def extensions(self, name):
        folder = self.folder / "extensions" / name.lower().replace("::", "_")
        return {f.stem: json.loads(f.read_text()) for f in sorted(folder.glob("*.json"))} if folder.is_dir() else {}


def union(left, right):
    """Adds the enumerated values that another region has."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key, value in left.items():
            if key == "enum" and isinstance(value, list):
                value.extend(v for v in right.get("enum", []) if v not in value)
            elif key in right:
                union(value, right[key])


class Models:
    """The models of AWS's APIs as botocore ships them, as JSON schemas."""

    def __init__(self):
        import botocore.session
        self.session = botocore.session.get_session()
        self.services = {}

    def service(self, name):
        if name not in self.services:
            self.services[name] = self.session.get_service_model(name)
        return self.services[name]

    def enumeration(self, name):
        service, shape = name.split(".")
        return self.service(service).shape_for(shape).metadata["enum"]

    def schema(self, operation, path):
        service, name = operation.split(".")
        shape = self.service(service).operation_model(name).input_shape
        for step in path:
            shape = shape.members[step]
            if shape.type_name == "list":
                shape = shape.member
        definitions = {}
        schema = self.convert(shape, definitions)
        return {**self.definition(schema, definitions), "definitions": definitions, "typeName": operation}

    def definition(self, schema, definitions):
        return definitions[schema["$ref"].split("/")[-1]] if "$ref" in schema else schema

    def convert(self, shape, definitions):
        kind, meta = shape.type_name, shape.metadata
        if kind == "structure":
            if shape.name not in definitions:
                definitions[shape.name] = {}
                definitions[shape.name].update({
                    "type": "object",
                    "properties": {n: self.convert(m, definitions) for n, m in shape.members.items()},
                    "required": meta.get("required", [])})
            return {"$ref": "#/definitions/" + shape.name}
        if kind == "list":
            out = {"type": "array", "items": self.convert(shape.member, definitions)}
            return out | rename(meta, min="minItems", max="maxItems")
        if kind == "string":
            out = {"type": "string"} | rename(meta, min="minLength", max="maxLength")
            if meta.get("enum"):
                return {"type": "string", "enum": meta["enum"]}
            pattern = meta.get("pattern", "")
            if pattern and pattern not in (".*", "[\\s\\S]*", "[\\S\\s]*") and not pattern.startswith("^["):
                out["pattern"] = pattern if pattern.startswith("^") else "^(?:" + pattern.removesuffix("$") + ")$"
            elif pattern.startswith("^["):
                out["pattern"] = pattern
            return out
        if kind in ("integer", "long", "float", "double"):
            return {"type": "number"} | rename(meta, min="minimum", max="maximum")
        return {"type": kind}


def rename(meta, **names):
    return {new: meta[old] for old, new in names.items() if old in meta}


def fill(table, other):
    """Adds what another schema says of properties of which nothing is known yet."""
    for key in ("properties", "definitions"):
        for name, value in other.get(key, {}).items():
            mine = table.setdefault(key, {}).get(name)
            if mine is None:
                table[key][name] = value
            else:
                fill(mine, value)
    if "items" in other:
        if "items" in table:
            fill(table["items"], other["items"])
        elif not set(table) - {"minItems", "maxItems", "uniqueItems"}:
            table["items"] = other["items"]
    if not set(table):
        table.update(other)


class Translator:
    """One type's schema under Pulumi's names."""

    def __init__(self, token, shapes, root, overrides):
        self.token, self.shapes, self.root, self.overrides = token, shapes, root, overrides
        self.definitions, self.open, self.unmatched, self.candidates = {}, [], [], []
        self.matched = collections.defaultdict(dict)

    def resolve(self, schema):
        while "$ref" in schema:
            ref = schema["$ref"].split("/")
            target = self.root
            for part in ref[1:]:
                target = target[part]
            schema = {**target, **{k: v for k, v in schema.items() if k != "$ref"}}
        return schema

    def properties(self, shape):
        if isinstance(shape, dict) and "object" in shape:
            return self.shapes["objects"][shape["object"]]
        return None

    def names(self, available, schema_properties, type_name):
        """CloudFormation name -> Pulumi name."""
        by_plain = {plain(n): n for n in schema_properties}
        result = {}
        prefixes = ["", "db", plain(type_name), plain(type_name)[2:] if type_name.startswith("DB") else "", "cache", "vpc"]
        for name in available:
            if name in self.overrides:
                target = self.overrides[name]
                if target != "-" and target in schema_properties:
                    result.setdefault(target, name)
                if target == "-" or target in schema_properties:
                    continue
            p = plain(name)
            forms = [p, p[:-1] if p.endswith("s") else p + "s", p[:-3] + "y" if p.endswith("ies") else p]
            if p.endswith("es"):
                forms.append(p[:-2])
            match = next((by_plain[x + f] for f in forms for x in prefixes if x + f in by_plain), None)
            if match:
                result.setdefault(match, name)
        return result

    def translate(self, schema, shape, where=""):
        schema = self.resolve(schema)
        kind = schema.get("type")
        if "items" in schema or kind == "array":
            if isinstance(shape, dict) and "list" in shape:
                out = {k: schema[k] for k in ("minItems", "maxItems") if k in schema}
                if schema.get("minItems") == 0:
                    out.pop("minItems")
                items = self.translate(schema.get("items", {}), shape["list"], where + "[]")
                if items:
                    out["items"] = items
                return out
            return self.translate(schema.get("items", {}), shape, where)
        if isinstance(shape, dict) and "list" in shape:
            items = self.translate(schema, shape["list"], where + "[]")
            return {"items": items} if items else {}
        out = {}
        available = self.properties(shape) if where else self.shapes["types"][self.token]
        if available is not None and "properties" in schema:
            key = shape["object"] if where else ""
            if key in self.open:
                return {"$ref": key}
            self.open.append(key)
            names = self.names(available, schema["properties"], where.split(".")[-1] or self.root["typeName"].split("::")[-1])
            self.matched[key].update({v: k for k, v in names.items()})
            members = {}
            for cfn, pulumi in names.items():
                member = self.translate(schema["properties"][cfn], available[pulumi]["type"], where + "." + cfn)
                if member:
                    members[pulumi] = member
            if members:
                out["properties"] = members
            for n in schema.get("required", []):
                if n in names and not available[names[n]]["required"]:
                    self.candidates.append((where, names[n]))
            out.update(self.relations(schema, names))
            self.open.pop()
            self.definitions[key] = out
        for keyword in KEYWORDS:
            if keyword in schema and not (keyword == "minLength" and schema[keyword] == 0):
                out[keyword] = schema[keyword]
        if "enumCaseInsensitive" in schema:
            out["enumCaseInsensitive"] = schema["enumCaseInsensitive"]
        if schema.get("format", "").endswith("Arn") and where.lower().endswith(("arn", "arns", "arn[]", "arns[]")):
            out.setdefault("pattern", ARN)
        if schema.get("format") in ("ipv4-network", "ipv6-network"):
            out["format"] = schema["format"]
        for combinator in ("anyOf", "oneOf", "allOf"):
            if combinator in schema and "properties" not in schema and kind != "object":
                parts = [self.translate(part, shape, where) for part in schema[combinator]]
                if all(parts):
                    out[combinator] = parts
        if len(out.get("enum", ())) > 0:
            out["enum"] = sorted(set(map(text, out["enum"])))
        return out

    def relations(self, schema, names):
        out = {}
        for keyword in ("dependentExcluded", "dependentRequired"):
            value = {names[k]: sorted(names[v] for v in vs if v in names)
                     for k, vs in schema.get(keyword, {}).items() if k in names}
            value = {k: v for k, v in value.items() if v}
            if value:
                out[keyword] = value
        return out

    def condition(self, schema, shape, available):
        """A rule of cfn-lint's under Pulumi's names; Lossy when it can't be said in them."""
        if isinstance(schema, bool):
            return schema
        out = {}
        if isinstance(shape, dict) and "list" in shape and "items" not in schema and "contains" not in schema:
            raise Lossy
        for keyword, value in schema.items():
            if keyword in ("type", "description"):
                continue
            if keyword in ("if", "then", "else", "not"):
                out[keyword] = self.condition(value, shape, available)
            elif keyword in ("allOf", "anyOf", "oneOf"):
                out[keyword] = [self.condition(v, shape, available) for v in value]
            elif keyword == "properties":
                members = {}
                for name, member in value.items():
                    pulumi = self.inverse(available).get(name)
                    if pulumi is None:
                        if member is False:
                            continue
                        raise Lossy
                    inner = available[pulumi]["type"]
                    members[pulumi] = self.condition(member, inner, self.properties(inner) or {})
                out[keyword] = members
            elif keyword == "required":
                inverse = self.inverse(available)
                if any(v not in inverse for v in value):
                    raise Lossy
                out[keyword] = [inverse[v] for v in value]
            elif keyword in ("items", "contains"):
                out[keyword] = self.condition(value, shape.get("list", {}) if isinstance(shape, dict) else {}, {})
            elif keyword in KEYWORDS or keyword in ("minItems", "maxItems"):
                out[keyword] = sorted(set(map(text, value))) if keyword == "enum" else value
            else:
                raise Lossy
        return out

    def inverse(self, available):
        for key, names in self.matched.items():
            shape = self.shapes["objects"].get(key) if key else self.shapes["types"][self.token]
            if shape is available:
                return {cfn: pulumi for pulumi, cfn in names.items()}
        return {}


class Additions:
    """Facts that people wrote down, as schemas; a path that Pulumi's type doesn't have is an error."""

    def __init__(self, path, shapes, models):
        self.shapes, self.models, self.here = shapes, models, path.parent
        self.sections, self.errors = collections.defaultdict(list), []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if line[0] != " ":
                current = line.split()[0]
                self.sections[current]
            else:
                self.sections[current].append((number, line.strip()))

    def apply(self, token, table):
        self.written = set()
        self.lines(self.sections.get(token, []), table, self.shapes["types"][token])

    def lines(self, lines, table, available):
        for number, line in lines:
            path, keyword, *rest = line.split(" ", 2)
            try:
                target, shape = self.find(table, available, [] if path == "." else path.split("."))
                self.add(target, shape, keyword, rest[0] if rest else "", (id(table), path), available)
            except (KeyError, ValueError) as e:
                self.errors.append(f"additions.txt:{number}: {line}: {e!r}")

    def find(self, schema, available, path):
        shape = None
        for step in path:
            schema = schema.setdefault("properties", {}).setdefault(step, {})
            shape = available[step]["type"]
            inner = shape
            while isinstance(inner, dict) and "list" in inner:
                inner = inner["list"]
            if isinstance(inner, dict) and "object" in inner:
                available = self.shapes["objects"][inner["object"]]
            if step != path[-1] or isinstance(inner, dict) and "object" in inner:
                self.last = schema
                while isinstance(shape, dict) and "list" in shape:
                    schema = schema.setdefault("items", {})
                    shape = shape["list"]
        return schema, shape

    def add(self, target, shape, keyword, rest, key, available):
        values = rest.split()
        if keyword == "items":
            lists = target if isinstance(shape, dict) and "list" in shape else self.last
            set_range(lists, "minItems", "maxItems", values)
            return
        if keyword == "clear":
            if values:
                target.pop(values[0], None)
                target.get("items", {}).pop(values[0], None)
            else:
                target.clear()
            return
        while isinstance(shape, dict) and "list" in shape:
            target, shape = target.setdefault("items", {}), shape["list"]
        if keyword in ("enum", "ci-enum"):
            name = "enum" if keyword == "enum" else "enumCaseInsensitive"
            target.pop("enum", None), target.pop("enumCaseInsensitive", None), target.pop("pattern", None)
            target[name] = sorted(set(sum(([v.replace("\\s", " ")] if not v.startswith("@")
                                           else self.models.enumeration(v[1:]) for v in values), [])))
        elif keyword == "range":
            set_range(target, "minimum", "maximum", values)
        elif keyword == "length":
            set_range(target, "minLength", "maxLength", values)
        elif keyword == "pattern":
            if key in self.written and "pattern" in target:
                target.setdefault("allOf", []).append({"pattern": rest})
            else:
                target["pattern"] = rest
            self.written.add(key)
        elif keyword in ("code", "says"):
            target[keyword] = rest
        elif keyword == "pattern-not":
            target["not"] = {"pattern": rest}
        elif keyword == "format":
            target.pop("pattern", None)
            target["format"] = rest
        elif keyword == "content":
            target["content"] = self.containers() if rest == "@ecs.ContainerDefinitions" else json.loads(rest)
        elif keyword == "required":
            target["required"] = sorted(set(target.get("required", [])) | set(values))
        elif keyword in ("excluded", "requires"):
            name = "dependentExcluded" if keyword == "excluded" else "dependentRequired"
            target.setdefault(name, {})[values[0][:-1]] = values[1:]
        elif keyword in ("exactly-one", "at-most-one", "at-least-one"):
            name = {"exactly-one": "requiredXor", "at-most-one": "atMostOne", "at-least-one": "requiredOr"}[keyword]
            target.setdefault(name, []).append(values)
        elif keyword == "rule":
            target.setdefault("allOf", []).append(json.loads(rest))
        elif keyword == "include":
            object_shape = shape
            self.lines(self.sections[":" + rest], target, self.shapes["objects"][object_shape["object"]])
        else:
            raise ValueError("unknown keyword")

    def containers(self):
        """The containers of a task definition: ECS's own model, with the facts of containers.json."""
        definitions = {}
        member = self.models.service("ecs").operation_model("RegisterTaskDefinition").input_shape.members["containerDefinitions"]
        schema = inline(self.models.convert(member, definitions), definitions)
        merge(schema, json.loads((self.here / "containers.json").read_text()))
        return schema


def inline(schema, definitions):
    if "$ref" in schema:
        return inline(definitions[schema["$ref"].split("/")[-1]], definitions)
    out = dict(schema)
    if not out.get("required", True):
        out.pop("required")
    if "properties" in out:
        out["properties"] = {k: inline(v, definitions) for k, v in out["properties"].items()}
    if "items" in out:
        out["items"] = inline(out["items"], definitions)
    if out.get("type") in ("map",):
        out = {"type": "object"}
    return out


def set_range(target, low, high, values):
    for name, value in zip((low, high), values):
        target.pop(name, None)
        if value != "-":
            target[name] = json.loads(value)


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def merge(base, addition):
    """Lays hand-written facts over generated ones; null removes."""
    for key, value in addition.items():
        if value is None:
            base.pop(key, None)
        elif isinstance(value, dict) and isinstance(base.get(key), dict):
            merge(base[key], value)
        elif key == "allOf" and isinstance(base.get(key), list):
            base[key].extend(value)
        else:
            base[key] = strip(value)


def strip(value):
    return {k: strip(v) for k, v in value.items() if v is not None} if isinstance(value, dict) else value


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(t[:1].upper() + t[1:] for t in tail)


class Provider:
    """The sets of the provider's schema, from the bindings that CDKTF generates of it."""

    def __init__(self, folder):
        self.folder = folder
        self.by_plain = {}
        for d in (folder / "lib").iterdir():
            self.by_plain[plain(d.name)] = d

    def find(self, token, cfn):
        module, name = re.split("[:/]", token)[1], plain(token.split(":")[-1])
        base = re.sub("v2$", "", name)
        prefixes = {"rds": ["db", "rds", ""], "ec2": ["", "vpc", "ec2"], "vpc": ["vpc"], "cloudwatch": ["cloudwatch", "cloudwatch" , ""],
                    "cfg": ["config"], "lb": ["lb", "alb", ""], "elb": ["elb", ""], "ebs": ["ebs"], "index": [""]}.get(module, [module, ""])
        names = [name, base]
        for p in prefixes:
            for n in names:
                if p + n in self.by_plain:
                    return self.by_plain[p + n]
        return None

    def facts(self, folder):
        source = (folder / "index.js").read_text()
        sets = set()
        # Each class of the file renders its own attributes; the resource's own class comes last.
        functions = list(re.finditer(r"function (\w+)ToHclTerraform\(struct\) \{(.*?)\n\}\n", source, re.S))
        own = source[source.rindex("synthesizeHclAttributes"):]
        for block, prefix in [(own, "")] + [(f.group(2), f.group(1)) for f in functions]:
            for m in re.finditer(r"\n\s+(\w+): \{\n\s+value: .*?\n\s+isBlock: \w+,\n\s+type: \"(\w+)\",", block):
                if m.group(2) == "set":
                    sets.add((prefix and plain(prefix)) + "." + m.group(1))
        return sets


class Cloudflare:
    """Enumerations from the documentation of @pulumi/cloudflare's types."""

    PROPERTY = re.compile(r"/\*\*((?:(?!\*/).)*)\*/\s+(?:readonly )?(\w+)\??: ([^;]*);", re.S)

    def __init__(self, folder):
        self.folder = folder
        self.inputs = (folder / "types/input.d.ts").read_text()

    def table(self, token):
        name = token.split(":")[-1]
        source = (self.folder / (name[0].lower() + name[1:] + ".d.ts")).read_text()
        found = re.search(r"export interface %sArgs \{(.*?)\n\}" % name, source, re.S)
        return {"source": "@pulumi/cloudflare " + name, **self.schema(found.group(1), 0)}

    def schema(self, body, depth):
        properties = {}
        for doc, name, kind in self.PROPERTY.findall(body):
            rules = {}
            values = re.search(r"Available values: ((?:\"[^\"]*\"(?:, )?)+)", doc)
            if values:
                texts = [v.replace("*", "_") for v in re.findall(r"\"([^\"]*)\"", values.group(1))]
                rules["enum"] = sorted(set(texts))
            nested = re.search(r"inputs\.(\w+)", kind)
            if nested and depth < 6:
                found = re.search(r"\nexport interface %s \{(.*?)\n\}" % nested.group(1), self.inputs, re.S)
                if found:
                    rules.update(self.schema(found.group(1), depth + 1))
            if rules:
                properties[name] = {"items": rules} if "[]" in kind else rules
        return {"properties": properties} if properties else {}


def nested_constraints(table):
    if isinstance(table, dict):
        for key, value in table.items():
            if key == "properties":
                for name, member in value.items():
                    yield name, member
                    yield from nested_constraints(member)
            elif key == "items":
                yield from nested_constraints(value)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shapes", type=pathlib.Path, required=True)
    parser.add_argument("--cfnlint", type=pathlib.Path, required=True, help="cfnlint's data/schemas")
    parser.add_argument("--cdktf", type=pathlib.Path, required=True, help="the unpacked @cdktf/provider-aws")
    parser.add_argument("--cloudflare", type=pathlib.Path, required=True, help="the unpacked @pulumi/cloudflare")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--candidates", action="store_true", help="print what a person should look at")
    options = parser.parse_args()
    here = pathlib.Path(__file__).parent
    shapes = json.loads(options.shapes.read_text())
    models = Models()
    names, schemas, provider = Names(here / "names.txt"), Schemas(options.cfnlint), Provider(options.cdktf)
    additions = Additions(here / "additions.txt", shapes, models)
    engines = Engines(schemas)
    cloudflare = Cloudflare(options.cloudflare)
    for token in shapes["types"]:
        if token.split(":")[0] in ("sentry", "supabase", "vercel"):
            continue
        if token.startswith("cloudflare:"):
            table = cloudflare.table(token)
            table["properties"] = {n: v for n, v in table.get("properties", {}).items() if n in shapes["types"][token]}
            additions.apply(token, table)
            write(options.out / f"cloudflare/index.{token.split(':')[-1]}.json", table)
            continue
        found = names.find(token, schemas.known)
        table, translator = {}, None
        if found:
            cfn, path = found
            root = schemas.load(cfn)
            translator = Translator(token, shapes, root, names.properties[token])
            schema, prefix = root, ""
            for step in path:
                schema = translator.resolve(schema["properties"][step])
                if "items" in schema:
                    schema = translator.resolve(schema["items"])
                prefix += "/" + step
            table = {"source": " ".join([cfn] + path), **translator.translate(schema, {}, "")}
            definitions = {k: v for k, v in translator.definitions.items() if k and ('"$ref": "%s"' % k) in json.dumps(table)}
            if definitions:
                table["definitions"] = definitions
            if not path:
                rules = []
                for name, rule in schemas.extensions(cfn).items():
                    if name in ("dbinstanceclass_enum", "db_instance_class", "engine_version_deprecated", "aurora_warning",
                                "backupretentionperiod", "engine_version", "transitencryptionenabled_valkey"):
                        continue
                    if "allOf" not in rule and "if" not in rule and "properties" not in rule:
                        continue
                    for part in rule["allOf"] if set(rule) <= {"allOf", "description"} else [rule]:
                        try:
                            rules.append(translator.condition(part, {}, shapes["types"][token]))
                        except Lossy:
                            if options.candidates:
                                print("LOSSY", token, name)
                if rules:
                    table["allOf"] = rules
            for keyword, key in (("createOnlyProperties", "createOnly"), ("writeOnlyProperties", "writeOnly")):
                own = {cfn: pulumi for pulumi, cfn in translator.matched[""].items()}
                start = "/properties" + prefix + "/"
                values = sorted(own[p.removeprefix(start)] for p in root.get(keyword, [])
                                if p.startswith(start) and p.removeprefix(start) in own)
                if values:
                    table[key] = values
        if token in names.operations:
            operation, *path = names.operations[token]
            root = models.schema(operation, path)
            other = Translator(token, shapes, root, names.properties[token])
            translated = other.translate(root, {}, "")
            definitions = {k: v for k, v in other.definitions.items()
                           if k and ('"$ref": "%s"' % k) in json.dumps(translated)}
            fill(table, {k: v for k, v in translated.items() if k in ("properties",)})
            for k, v in definitions.items():
                table.setdefault("definitions", {}).setdefault(k, v)
            table["api"] = ".".join([operation] + path)
        folder = provider.find(token, found and found[0])
        if folder:
            sets = provider.facts(folder)
            # Within a type, one name is a set everywhere or nowhere.
            values = sorted({camel(s.split(".", 1)[1]) for s in sets})
            if values:
                table["sets"] = values
            table["terraform"] = folder.name
        engines.apply(token, table)
        additions.apply(token, table)
        if set(table) - {"source", "terraform", "api"}:
            module, name = re.split("[:/]", token)[1], token.split(":")[-1]
            write(options.out / f"aws/{module}.{name}.json", table)
        if options.candidates and translator:
            for where, name in translator.candidates:
                print("REQUIRED", token, where, name)
            if not folder:
                print("NOPROVIDER", token)
    for token in additions.sections:
        if not token.startswith(":") and token not in shapes["types"]:
            additions.errors.append("unknown type " + token)
    if additions.errors:
        raise SystemExit("\n".join(additions.errors))


class Engines:
    """The engines of RDS and ElastiCache: versions (also those that have ended), instance classes, parameter group families."""

    def __init__(self, schemas):
        rules = schemas.extensions("AWS::RDS::DBInstance")["engine_version"]
        self.versions = self.by_engine(rules)
        self.names = next(r["then"]["properties"]["Engine"]["enum"] for r in rules["allOf"] if "Engine" in r["then"]["properties"])
        self.classes = collections.defaultdict(set)
        for region, rules in schemas.extensions("AWS::RDS::DBInstance")["dbinstanceclass_enum"].items():
            for rule in rules["allOf"] if region in schemas.regions else ():
                engine = rule["if"]["properties"]["Engine"].get("const")
                self.classes[engine].update(rule["then"]["properties"]["DBInstanceClass"]["enum"])
        self.caches = self.by_engine(schemas.extensions("AWS::ElastiCache::CacheCluster")["engine_version"], "EngineVersion")
        self.nodes = set()
        for region, value in schemas.extensions("AWS::ElastiCache::CacheCluster")["cachenodetype_enum"].items():
            if region in schemas.regions:
                self.nodes.update(value["enum"])

    @staticmethod
    def by_engine(rules, name="EngineVersion"):
        result = {}
        for rule in rules["allOf"]:
            engine = rule["if"]["properties"]["Engine"].get("const")
            values = rule["then"]["properties"].get(name, {})
            values = values.get("enum", [])
            if engine:
                result[engine] = values
        return result

    def apply(self, token, table):
        if token in ("aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:rds/clusterInstance:ClusterInstance"):
            table["allOf"] = [r for r in table.get("allOf", []) if "engineVersion" not in json.dumps(r)]
            table.setdefault("properties", {})["engine"] = {"enum": sorted(self.names)}
            for engine, versions in sorted(self.versions.items()):
                self.rule(table, engine, "engineVersion", sorted(prefixes(engine, versions)))
            if "instance:Instance" in token or "clusterInstance" in token:
                every = set().union(*self.classes.values())
                table.setdefault("properties", {})["instanceClass"] = {"pattern": classes(every), "says": "an instance class such as db.t4g.medium"}
                for engine, values in sorted(self.classes.items()):
                    self.rule(table, engine, "instanceClass", None, classes(values))
        if token in ("aws:rds/parameterGroup:ParameterGroup", "aws:rds/clusterParameterGroup:ClusterParameterGroup"):
            table.setdefault("properties", {})["family"] = {"enum": sorted(
                set().union(*(families(e, v) for e, v in self.versions.items())) | {"oracle-ee-19", "oracle-se2-19"})}
        if token in ("aws:elasticache/cluster:Cluster", "aws:elasticache/replicationGroup:ReplicationGroup"):
            table["allOf"] = [r for r in table.get("allOf", []) if "engineVersion" not in json.dumps(r)]
            for engine, versions in sorted(self.caches.items()):
                self.rule(table, engine, "engineVersion", sorted(set(versions) | ({"6.x"} if engine == "redis" else set())))
            table.setdefault("properties", {})["nodeType"] = {"pattern": classes(self.nodes), "says": "a node type such as cache.t4g.small"}
        if token == "aws:elasticache/parameterGroup:ParameterGroup":
            table.setdefault("properties", {})["family"] = {"enum": sorted(
                {"redis2.6", "redis2.8", "redis3.2", "redis4.0", "redis5.0", "redis6.x", "redis7", "memcached1.4", "memcached1.5",
                 "memcached1.6"} | {"valkey" + v.split(".")[0] for v in self.caches.get("valkey", [])})}

    @staticmethod
    def rule(table, engine, name, values, pattern=None):
        then = {"enum": values} if values is not None else {"pattern": pattern, "says": "a class that " + engine + " runs on"}
        table.setdefault("allOf", []).append({
            "if": {"properties": {"engine": {"const": engine}}, "required": ["engine"]},
            "then": {"properties": {name: then}}})


def prefixes(engine, versions):
    """The versions, and the shorter ones that stand for the newest of them."""
    result = set(versions)
    for version in versions:
        parts = version.split(".")
        if engine in ("postgres", "aurora-postgresql") and parts[0].isdigit():
            result.add(parts[0] if int(parts[0]) >= 10 else ".".join(parts[:2]))
        elif engine in ("mysql", "mariadb"):
            result.add(".".join(parts[:2]))
        elif engine == "aurora-mysql":
            result.add(".".join(parts[:2]))
        elif engine.startswith("sqlserver"):
            result.add(".".join(parts[:2]))
        elif engine.startswith(("oracle", "db2")):
            result.add(parts[0])
    return result


def families(engine, versions):
    result = set()
    for version in versions:
        parts = version.split(".")
        if engine in ("postgres", "aurora-postgresql"):
            major = parts[0].split("-")[0]
            result.add(engine + (major if int(major) >= 10 else ".".join(parts[:2])))
        elif engine in ("mysql", "mariadb", "aurora-mysql"):
            result.add(engine + ".".join(parts[:2]))
        elif engine.startswith("sqlserver"):
            result.add(f"{engine}-{int(parts[0])}.0")
        elif engine.startswith("oracle"):
            result.add(f"{engine}-{parts[0]}")
        elif engine.startswith("db2"):
            result.add(f"{engine}-{'.'.join(parts[:2])}")
    return result


def classes(names):
    """One pattern for many instance classes: sizes by family."""
    sizes = collections.defaultdict(set)
    for name in names:
        family, _, size = name.rpartition(".")
        sizes[family].add(size)
    by_sizes = collections.defaultdict(list)
    for family, values in sizes.items():
        by_sizes[tuple(sorted(values))].append(family)
    parts = ["(?:%s)\\.(?:%s)" % ("|".join(map(re.escape, sorted(f))).replace("\\-", "-"), "|".join(s).replace(".", "\\."))
             for s, f in sorted(by_sizes.items())]
    return "^(?:%s)$" % "|".join(parts)


def write(path, table):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for key in sorted(table, key=lambda k: (k not in ("source", "api", "terraform"), k)):
        value = table[key]
        if key in ("properties", "definitions") or (key == "allOf"):
            pairs = ([json.dumps(k) + ": " + dump(v) for k, v in sorted(value.items())] if isinstance(value, dict)
                     else [dump(v) for v in value])
            start, end = ("{", "}") if isinstance(value, dict) else ("[", "]")
            lines.append(f"{json.dumps(key)}: {start}\n  " + ",\n  ".join(pairs) + f"\n{end}")
        else:
            lines.append(f"{json.dumps(key)}: {dump(value)}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def dump(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


main()
