// Extracts what the vendor's npm package declares about the resources and functions that we have classes for.
//
//   node extract-types.mjs <directory of the installed @pulumi/cloudflare> > cloudflare/cloudflare-types.json
//   node extract-types.mjs <directory of the installed @pulumiverse/vercel> > vercel/vercel-types.json
//   node extract-types.mjs <directory of the installed @pulumiverse/sentry> > sentry/sentry-types.json
//
// The declarations are generated and regular, so plain text matching reads them: comments are dropped, then interfaces
// and their properties are taken one by one. Nested types are followed as far as they are reachable.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const RESOURCES = {
    cloudflare: [
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
    sentry: ["SentryIssueAlert", "SentryKey", "SentryMetricAlert", "SentryProject", "SentryTeam"],
    vercel: [
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
};
const FUNCTIONS = { cloudflare: ["getIpRanges", "getZone"] };

const root = process.argv[2];
if (!root) {
    console.error("usage: node extract-types.mjs <directory of the installed package>");
    process.exit(2);
}

const read = (file) => readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
const uncapitalized = (name) => name[0].toLowerCase() + name.slice(1);
const capitalized = (name) => name[0].toUpperCase() + name.slice(1);

/** The text between the braces that follow a marker. */
function body(source, marker) {
    const start = source.indexOf(marker);
    if (start < 0) {
        throw new Error(`nothing declares: ${marker}`);
    }
    const open = source.indexOf("{", start);
    let depth = 0;
    for (let at = open; at < source.length; at++) {
        depth += source[at] === "{" ? 1 : source[at] === "}" ? -1 : 0;
        if (depth === 0) {
            return source.slice(open + 1, at);
        }
    }
    throw new Error(`unbalanced: ${marker}`);
}

/** A TypeScript type without Pulumi's wrappers: string, number, boolean, any, T[], map<T>, or a type's name. */
function simplified(type) {
    let rest = type.trim().replace(/\s*\|\s*undefined$/, "");
    for (let inner; (inner = /^pulumi\.(?:Input|Output)<([\s\S]*)>$/.exec(rest)); ) {
        rest = inner[1].trim().replace(/\s*\|\s*undefined$/, "");
    }
    if (rest.endsWith("[]")) {
        return simplified(rest.slice(0, -2)) + "[]";
    }
    const map = /^\{\s*\[key: string\]: ([\s\S]*?);?\s*\}$/.exec(rest);
    if (map) {
        return `map<${simplified(map[1])}>`;
    }
    const name = rest.replace(/^(inputs|outputs)\./, "");
    if (!/^\w+$/.test(name)) {
        throw new Error(`unknown type: ${type}`);
    }
    return name;
}

/** The properties of an interface or class; an optional one's type ends with a question mark. */
function properties(text) {
    const result = {};
    const property = /^ *(?:readonly )?(\w+)(\?)?: ((?:\{[^}]*\}|[^;{]|\{[^}]*\})+);/gm;
    for (const [, name, optional, type] of text.matchAll(property)) {
        const absent = optional || /\|\s*undefined>$/.test(type.trim());
        result[name] = simplified(type) + (absent ? "?" : "");
    }
    return result;
}

const typeNames = (declared) =>
    Object.values(declared).map((type) => type.replace(/\?|\[\]|map<|>/g, "")).filter((name) => /^[A-Z]/.test(name));

/** The declarations of all nested types that are reachable from some properties. */
function reachable(source, declarations) {
    const found = {};
    const open = declarations.flatMap(typeNames);
    while (open.length > 0) {
        const name = open.pop();
        if (!(name in found)) {
            found[name] = properties(body(source, `export interface ${name} {`));
            open.push(...typeNames(found[name]));
        }
    }
    return found;
}

const one = (text, pattern) => {
    const match = pattern.exec(text);
    if (!match) {
        throw new Error(`not found: ${pattern}`);
    }
    return match[1];
};

const { name: packageName, version } = JSON.parse(read("package.json"));
const vendor = packageName.split("/")[1];
const resources = {};
const states = [];
for (const name of RESOURCES[vendor]) {
    const declaration = read(`${uncapitalized(name)}.d.ts`);
    const program = read(`${uncapitalized(name)}.js`);
    states.push(properties(body(declaration, `export interface ${name}State {`)));
    resources[name] = {
        token: one(program, /__pulumiType = '([^']+)'/),
        aliases: [...program.matchAll(/\{ type: "([^"]+)" \}/g)].map((match) => match[1]),
        inputs: properties(body(declaration, `export interface ${name}Args {`)),
        outputs: properties(body(declaration, `export declare class ${name} `)),
    };
}
const provider = {
    token: `pulumi:providers:${one(read("provider.js"), /__pulumiType = '([^']+)'/)}`,
    secrets: one(read("provider.js"), /additionalSecretOutputs: \[([^\]]*)\]/).match(/\w+/g),
    inputs: properties(body(read("provider.d.ts"), "export interface ProviderArgs {")),
    outputs: properties(body(read("provider.d.ts"), "export declare class Provider ")),
};
const functions = {};
for (const name of FUNCTIONS[vendor] ?? []) {
    const declaration = read(`${name}.d.ts`);
    functions[name] = {
        token: one(read(`${name}.js`), /runtime\.invoke\("([^"]+)"/),
        inputs: properties(body(declaration, `export interface ${capitalized(name)}OutputArgs {`)),
        outputs: properties(body(declaration, `export interface ${capitalized(name)}Result {`)),
    };
}

const all = [...Object.values(resources), provider, ...Object.values(functions)];
const extract = {
    package: packageName,
    version,
    resources,
    provider,
    functions,
    inputTypes: reachable(read("types/input.d.ts"), [...all.map((one) => one.inputs), ...states]),
    outputTypes: reachable(read("types/output.d.ts"), all.map((one) => one.outputs)),
};

/** JSON with sorted keys and one line per declaration, so that a new version shows as a readable difference. */
function text(value, depth) {
    if (Array.isArray(value) || typeof value !== "object" || depth === 0) {
        return JSON.stringify(value);
    }
    const entries = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}: ${text(value[key], depth - 1)}`);
    return `{\n${entries.join(",\n")}\n}`;
}
process.stdout.write(text(extract, 2) + "\n");
