// Writes the names of a vendor's resource types and inputs, as the vendor publishes them, for SdkNamesTest:
//
//   npm install --ignore-scripts --prefix DIRECTORY @pulumi/cloudflare @pulumiverse/sentry @pulumiverse/vercel
//   node policies/src/test/scripts/vendor-names.mjs DIRECTORY/node_modules/@pulumi/cloudflare
//   node policies/src/test/scripts/vendor-names.mjs DIRECTORY/node_modules/@pulumiverse/sentry
//   node policies/src/test/scripts/vendor-names.mjs DIRECTORY/node_modules/@pulumiverse/vercel
//
// Supabase publishes no package for Pulumi; `pulumi package add terraform-provider supabase/supabase` makes one out of
// the Terraform provider, so its names are read from a clone of github.com/supabase/terraform-provider-supabase:
//
//   git clone --branch v1.10.1 https://github.com/supabase/terraform-provider-supabase DIRECTORY/supabase
//   node policies/src/test/scripts/vendor-names.mjs DIRECTORY/supabase v1.10.1
//
// Only the types that a rule names are kept. A list's elements have the suffix [], a map's values {}.

import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const directory = process.argv[2];
if (!directory || !existsSync(directory)) {
  console.error('usage: node vendor-names.mjs DIRECTORY [VERSION]; see the head of this file');
  process.exit(2);
}
const tests = join(dirname(fileURLToPath(import.meta.url)), '..');
const rules = join(tests, '../main/java/dev/plinth/policies');

function namedByRules(vendor) {
  const sources = readdirSync(rules, {recursive: true}).filter(file => file.endsWith('.java'))
      .map(file => readFileSync(join(rules, file), 'utf8')).join('\n');
  const pattern = new RegExp(`"(${vendor}:[\\w/]+:\\w+|pulumi:providers:${vendor})"`, 'g');
  return [...new Set([...sources.matchAll(pattern)].map(match => match[1]))].sort();
}

/** Reads `interface Name { member?: type; }` blocks, without their comments. */
function interfaces(file) {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found = new Map();
  for (const [, indent, name, body] of text.matchAll(/^( *)export interface (\w+) \{\n([\s\S]*?)^\1\}/gm)) {
    const members = body.matchAll(new RegExp(`^ {${indent.length + 4}}(\\w+)\\??: ([\\s\\S]*?);\n`, 'gm'));
    found.set(name, [...members].map(([, member, type]) => ({member, type})));
  }
  return found;
}

/** Finds the file that declares each type. */
function declarations() {
  const files = new Map();
  for (const file of readdirSync(directory).filter(name => name.endsWith('.js'))) {
    const token = readFileSync(join(directory, file), 'utf8').match(/__pulumiType = '([^']+)'/);
    if (token) {
      files.set(token[1], join(directory, file.replace(/\.js$/, '.d.ts')));
    }
  }
  return files;
}

function typescript() {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const vendor = manifest.name.split('/')[1];
  const nested = interfaces(join(directory, 'types/input.d.ts'));
  const paths = (members, prefix, seen) => members.flatMap(({member, type}) => {
    const suffix = /\[\]/.test(type) ? '[]' : /\[key: string\]/.test(type) ? '{}' : '';
    const name = (type.match(/inputs\.([\w.]+)/) ?? [])[1]?.split('.').pop();
    const own = prefix + member + suffix;
    const below = name && !seen.includes(name) ? paths(nested.get(name) ?? [], own + '.', [...seen, name]) : [];
    return [own, ...below];
  });
  const declared = declarations();
  const types = {};
  for (const token of namedByRules(vendor)) {
    const source = token.startsWith('pulumi:') ? join(directory, 'provider.d.ts') : declared.get(token);
    const name = token.startsWith('pulumi:') ? 'Provider' : token.split(':').pop();
    if (source) {
      types[token] = paths(interfaces(source).get(name + 'Args') ?? [], '', []).sort();
    }
  }
  return {vendor, source: manifest.name, version: manifest.version, types};
}

/** A bridged provider's names are the Terraform names in camel case, without the provider's prefix. */
function terraform(version) {
  const camel = name => name.replace(/_(\w)/g, (all, letter) => letter.toUpperCase());
  const schema = Object.values(JSON.parse(readFileSync(join(directory, 'docs/schema.json'), 'utf8')).provider_schemas)[0];
  const inputs = block => Object.entries(block.attributes)
      .filter(([, attribute]) => attribute.required || attribute.optional)
      .map(([name, attribute]) => camel(name) + suffix(attribute.type)).sort();
  const suffix = type => !Array.isArray(type) ? '' : type[0] === 'map' ? '{}' : '[]';
  const all = {'pulumi:providers:supabase': inputs(schema.provider.block)};
  for (const [name, resource] of Object.entries(schema.resource_schemas)) {
    const type = camel(name.replace('supabase_', ''));
    all[`supabase:index/${type}:${type[0].toUpperCase()}${type.slice(1)}`] = inputs(resource.block);
  }
  const types = Object.fromEntries(namedByRules('supabase').filter(token => all[token]).map(token => [token, all[token]]));
  return {vendor: 'supabase', source: 'supabase/terraform-provider-supabase', version, types};
}

const {vendor, ...names} = existsSync(join(directory, 'package.json')) ? typescript() : terraform(process.argv[3]);
const target = join(tests, 'resources/dev/plinth/policies/rules', vendor + '-names.json');
mkdirSync(dirname(target), {recursive: true});
writeFileSync(target, JSON.stringify(names, null, 1) + '\n');
console.log(`${target}: ${Object.keys(names.types).length} types of ${names.source} ${names.version}`);
