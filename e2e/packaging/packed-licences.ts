import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** Packed beside the program, where people find it without a tool; a kit takes it along with the program's folder. */
export const LICENCES = 'THIRD-PARTY-LICENCES.txt';

/** By SPDX identifier: they let a program be handed on that holds the package, as long as their text goes with it. */
const allowed: readonly string[] = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'Unlicense'];

const childShell = 'child-shell.txt';
/** Packages whose authors left their licence file out: that of their repository, from the folder `licences`. */
const fromRepository: Readonly<Record<string, string>> = {
  // github.com/rannn505/child-shell
  'accumulate-stream': childShell,
  'child-shell': childShell,
  'node-powershell': childShell,
  'trim-buffer': childShell,
  // github.com/microsoft/fluentui-system-icons
  '@fluentui/react-icons': 'fluentui-system-icons.txt',
};

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/iu;
const withSlashes = (path: string): string => path.replaceAll('\\', '/');

/** A package that is part of the program. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package says itself. */
  readonly licence: string;
  /** Its licence files, whole. */
  readonly texts: readonly string[];
}

/** The folder of the package that a module is part of, by the bundler's id; undefined for a module of our own. */
export function packageFolderOf(moduleId: string): string | undefined {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(withSlashes(moduleId))?.[1];
}

const description = v.object({ name: v.string(), version: v.string(), license: v.string() });

/** A folder within a package may have a package.json of its own, without a name. */
async function describe(folder: string): Promise<v.InferOutput<typeof description>> {
  const parsed = v.safeParse(description, JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  if (!parsed.success) throw new Error(`${folder} does not say its name, its version and its licence.`);
  return parsed.output;
}

async function textsOf(folder: string, name: string): Promise<readonly string[]> {
  const own = (await readdir(folder)).filter((one) => licenceFile.test(one)).sort();
  const known = fromRepository[name];
  const files = own.map((one) => join(folder, one));
  const elsewhere = own.length > 0 || known === undefined ? [] : [join(import.meta.dirname, 'licences', known)];
  return Promise.all([...files, ...elsewhere].map((one) => readFile(one, 'utf8')));
}

/** Reads what a package says of itself. Throws Error where it names no licence or brings no licence file. */
export async function readPackage(folder: string): Promise<PackedPackage> {
  const { name, version, license } = await describe(folder);
  const texts = await textsOf(folder, name);
  if (texts.every((one) => one.trim() === ''))
    throw new Error(`${name} ${version} (${folder}) brings no licence file.`);
  return { name, version, licence: license, texts };
}

/** The packages of a list of modules, each once, by name and version. Throws Error as above. */
export async function packagesOf(moduleIds: readonly string[]): Promise<readonly PackedPackage[]> {
  const folders = new Set(moduleIds.flatMap((id) => packageFolderOf(id) ?? []));
  const packages = await Promise.all([...folders].map(readPackage));
  const each = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]));
  return [...each].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** What speaks against handing these packages on, in words. */
export const licenceObjections = (packages: readonly PackedPackage[]): readonly string[] =>
  packages
    .filter(({ licence }) => !allowed.includes(licence))
    .map(
      ({ name, version, licence }) => `${name} ${version} is under ${licence}, which is not on the list of licences`,
    );

const rule = '-'.repeat(78);
const entry = ({ name, version, licence, texts }: PackedPackage): string =>
  [rule, `${name} ${version} (${licence})`, '', ...texts.map((one) => one.trim())].join('\n');

/** The list as people read it: every package with its whole licence text. CRLF, as Windows' older editors want it. */
export function licenceList(packages: readonly PackedPackage[]): string {
  const head = [
    'IPsec Backup Wizard holds these packages. Their authors ask that their licences go with the program.',
    'Electron and Chromium bring their own: LICENSE.electron.txt and LICENSES.chromium.html beside this file.',
    '',
    ...packages.map(({ name, version, licence }) => `  ${name} ${version} (${licence})`),
    '',
  ].join('\n');
  return `${[head, ...packages.map(entry)].join('\n\n')}\n`.replaceAll(/\r?\n/gu, '\r\n');
}
