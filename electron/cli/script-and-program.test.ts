import type { Node } from 'web-tree-sitter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { FromStep, Invocation, ParameterValue } from '#contract/invocation';
import { Secret } from '#contract/secret';
import { SimulatedGateway } from '#host/simulated-gateway';
import { commandsOf, type ReadCommand } from '#host/testing/powershell-commands';
import { evaluateText, loadPowerShellGrammar, namedChildren, unwrap } from '#host/testing/powershell-grammar';
import { objectsOf, run, someKey, storesIn, temporaryFolder } from './testing/command-line';

/** A call as it stands in the script, and the variable that its outcome is put into. */
interface ReadCall {
  readonly id: string;
  readonly invocation: Invocation;
}

const variableIn = (text: string): FromStep => ({ fromStep: text.replace('$', '') });

function itemOf(node: Node): string | number | FromStep {
  const inner = unwrap(node);
  if (inner.type === 'integer_literal') return Number(inner.text);
  return inner.text.startsWith('$') ? variableIn(inner.text) : evaluateText(inner);
}

/** `$a,$b` and `'a','b'` are lists; the grammar makes one node of them, or one for each. */
function valueOf(node: Node): ParameterValue {
  const inner = unwrap(node);
  if (inner.text === '$plainKey') return { secret: 'pre-shared-key' };
  if (inner.text === '$true' || inner.text === '$false') return inner.text === '$true';
  if (inner.type !== 'array_literal_expression') return itemOf(inner);
  return namedChildren(inner).map(itemOf) as readonly string[];
}

/** The hash table in the line before, which is splatted. */
function splatted(script: string, { text }: ReadCommand): Readonly<Record<string, string>> {
  if (!text.endsWith('@sets')) return {};
  const [, table = ''] = /\$sets = @\{ (.*) \}\n[^\n]*$/u.exec(script.slice(0, script.indexOf(text))) ?? [];
  return Object.fromEntries(
    [...table.matchAll(/(\w+) = '([^']*)'/gu)].map(([, name = '', value = '']) => [name, value]),
  );
}

function callOf(script: string, command: ReadCommand): ReadCall {
  const given = [...command.parameters]
    .filter(([name]) => name !== 'ErrorAction')
    .map(([name, node]) => [name, node === undefined ? true : valueOf(node)] as const);
  const [, id = command.text] = /\$(\w+) = $/u.exec(script.slice(0, script.indexOf(command.text))) ?? [];
  const parameters = { ...Object.fromEntries(given), ...splatted(script, command) };
  return { id: id === 'null' ? command.text.slice(0, 80) : id, invocation: { cmdlet: command.name, parameters } };
}

/** The creating calls of a script, as a grammar reads them that knows nothing of this program. */
async function creatingCalls(script: string): Promise<readonly ReadCall[]> {
  const grammar = await loadPowerShellGrammar();
  return commandsOf(grammar.parse(script))
    .filter(({ name }) => name.startsWith('New-Net'))
    .map((command) => callOf(script, command));
}

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const shapes: readonly (readonly string[])[] = [
  ['--role', 'server'],
  ['--role', 'workstation', '--peer', '192.0.2.1'],
  ['--role', 'server', '--peer', '192.0.2.0/24', '--peer', '2001:db8::/64', '--protection', 'recommended'],
  ['--role', 'workstation', '--protection', 'transition', '--peer', '192.0.2.10', '--local', '192.0.2.1'],
  ['--role', 'server', '--auth', 'kerberos', '--auth', 'psk', '--pfs', 'DH2', '--mode', 'request'],
];

async function newComputer(name: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify({ format: 1, computer: { domain: 'corp.example' } }));
  return file;
}

async function byScript(file: string, script: string): Promise<void> {
  const transaction = await new SimulatedGateway({ file }).begin(new Secret(someKey));
  for (const { id, invocation } of await creatingCalls(script)) await transaction.carryOut(id, invocation);
  await transaction.end();
}

describe('the stand-alone script and the program', () => {
  it.each(shapes.map((options) => [options.join(' '), options] as const))(
    'make the same store, object for object: %s',
    async (name, options) => {
      const [scripted, applied] = [
        await newComputer(`${name.length}-s.json`),
        await newComputer(`${name.length}-p.json`),
      ];
      const { stdout: script } = await run(['plan', ...options, '--format', 'powershell']);
      await byScript(scripted, script);
      await run(['apply', ...options, '--psk-stdin', '--yes', '--state', applied], { stdin: someKey });
      const own = objectsOf(await storesIn(applied), true);
      expect(Object.keys(own).length).toBeGreaterThan(4);
      expect(objectsOf(await storesIn(scripted), true)).toEqual(own);
      const again = await run(['verify', ...options, '--psk-stdin', '--state', scripted], { stdin: someKey });
      expect(again.status).toBe(0);
    },
  );
});
