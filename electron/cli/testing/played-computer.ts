import { readFile, writeFile } from 'node:fs/promises';
import { objectsOf, run, storesIn, type Stores } from './command-line';

export type StoredObject = Stores[string][string][number];
export interface StateFile {
  readonly stores: Stores;
  readonly [member: string]: unknown;
}

export const readState = async (file: string): Promise<StateFile> =>
  JSON.parse(await readFile(file, 'utf8')) as StateFile;

/** A computer with rules of others, firewall and IPsec rules as many. */
export async function computer(folder: string, name: string, others = 3, unsure: object = {}): Promise<Played> {
  const file = `${folder}/${name}.json`;
  // In a domain, so that Kerberos can prove it: that is the way to authenticate without a key on standard input.
  await writeFile(file, JSON.stringify({ format: 1, computer: { domain: 'corp.example' }, unsure }));
  await run(['simulate', 'foreign-rules', String(others), '--state', file]);
  return { file, at: ['--state', file] };
}

export interface Played {
  readonly file: string;
  readonly at: readonly string[];
}

export const foreign = async (file: string): Promise<unknown> => objectsOf(await storesIn(file), false);
export const own = async (file: string): Promise<Stores[string]> => objectsOf(await storesIn(file), true);
export const ownNames = async (file: string): Promise<readonly string[]> =>
  Object.values(await own(file)).flatMap((objects) => objects.map(({ Name }) => String(Name)));

export const policies: readonly (readonly [what: string, options: readonly string[], level: number])[] = [
  ['a server', ['--role', 'server', '--psk-stdin'], 0],
  ['a workstation', ['--role', 'workstation', '--psk-stdin'], 4],
  [
    'a narrowed server',
    ['--role', 'server', '--auth', 'kerberos', '--peer', '192.0.2.0/24', '--peer', '2001:db8::/64'],
    0,
  ],
  [
    'a narrowed workstation',
    ['--role', 'workstation', '--auth', 'kerberos', '--peer', '192.0.2.10', '--local', '192.0.2.1'],
    4,
  ],
  [
    'a server in transition',
    ['--role', 'server', '--auth', 'kerberos', '--protection', 'transition', '--pfs', 'DH2'],
    0,
  ],
  [
    'a server with certificates',
    ['--role', 'server', '--auth', 'certificate', '--ca', 'CN=Root', '--auth', 'psk', '--psk-stdin'],
    0,
  ],
];
