// Previews the resources of a graph with Pulumi's SDK for Node, without policies and reports: the peer that bench/run compares with.
// Usage: node preview.mjs GRAPH DIRECTORY. GRAPH is the output of `plinth graph STACK --json`, DIRECTORY holds the state. The
// environment names the engine (PATH) and the simulator (PULUMI_DEBUG_PROVIDERS).
import { mkdirSync, readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";

const [file, directory] = process.argv.slice(2);
const graph = JSON.parse(readFileSync(file, "utf8"));
// The SDKs are CommonJS modules, whose namespaces load lazily.
const SDKS = Object.fromEntries(
  Object.entries({ aws, cloudflare, docker }).map(([name, sdk]) => [name, sdk.default ?? sdk]),
);

/** Constructor of a type such as aws:ec2/subnet:Subnet: the SDK's own class, as a program would use it. */
function constructorOf(type) {
  const [provider, module, name] = type.split(":");
  const sdk = SDKS[provider];
  const namespace = module.split("/")[0];
  return sdk?.[namespace]?.[name] ?? sdk?.[name];
}

/** Inputs with the ids of other resources in place of what the program takes from them. */
function resolve(value, dependencies, created) {
  if (value === null || typeof value !== "object") return value;
  if (value.unknown === true) {
    const resource = dependencies.map((urn) => created.get(urn)).find((found) => found?.id);
    return resource ? resource.id : pulumi.output("unknown");
  }
  if ("secret" in value && Object.keys(value).length === 1) return pulumi.secret("placeholder");
  if (Array.isArray(value)) return value.map((item) => resolve(item, dependencies, created));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, dependencies, created)]));
}

/** Resources after those that they need: a graph lists them by type. */
function ordered() {
  const byUrn = new Map(graph.resources.map((resource) => [resource.urn, resource]));
  const result = new Set();
  const visit = (urn) => {
    const resource = byUrn.get(urn);
    if (!resource || result.has(resource)) return;
    byUrn.delete(urn);
    [resource.parent, resource.provider, ...(resource.dependencies ?? [])].forEach(visit);
    result.add(resource);
  };
  graph.resources.forEach((resource) => visit(resource.urn));
  return [...result];
}

/** Inputs of a provider are JSON, as the engine stores them. */
function parsed(inputs) {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => {
      try {
        return [key, JSON.parse(value)];
      } catch {
        return [key, value];
      }
    }),
  );
}

async function program() {
  const created = new Map();
  let missing = 0;
  for (const resource of ordered()) {
    if (["pulumi:pulumi:Stack", "pulumi:providers:pulumi"].includes(resource.type)) continue;
    const inputs = Object.fromEntries(
      Object.entries(resource.inputs ?? {}).map(([key, value]) => [
        key,
        resolve(value, resource.propertyDependencies?.[key] ?? resource.dependencies ?? [], created),
      ]),
    );
    const options = {
      parent: created.get(resource.parent),
      provider: created.get(resource.provider),
      protect: resource.protect,
    };
    let made;
    if (resource.type.startsWith("pulumi:providers:")) {
      made = new SDKS[resource.type.split(":")[2]].Provider(resource.name, parsed(inputs), options);
    } else if (constructorOf(resource.type)) {
      made = new (constructorOf(resource.type))(resource.name, inputs, options);
    } else if (resource.custom === false || resource.type.startsWith("plinth:")) {
      made = new pulumi.ComponentResource(resource.type, resource.name, {}, { parent: options.parent });
    } else {
      missing++;
      made = new pulumi.CustomResource(resource.type, resource.name, inputs, options);
    }
    created.set(resource.urn, made);
  }
  if (missing > 0) console.error(`${missing} resources have no class in the SDKs`);
}

mkdirSync(`${directory}/state`, { recursive: true });
const stack = await LocalWorkspace.createOrSelectStack(
  { projectName: graph.project, stackName: graph.stack, program },
  {
    workDir: directory,
    projectSettings: { name: graph.project, runtime: "nodejs", backend: { url: `file://${directory}/state` } },
    envVars: { PULUMI_CONFIG_PASSPHRASE: "benchmark", PULUMI_SKIP_UPDATE_CHECK: "true" },
  },
);
const { changeSummary } = await stack.preview();
console.log(JSON.stringify(changeSummary));
process.exit(0);
