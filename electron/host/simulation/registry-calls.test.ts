import { describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import { CmdletError } from '../cmdlet-error';
import type { Read, Row } from '../gateway';
import { SimulatedGateway } from '../simulated-gateway';
import { newStateFile } from '../testing/simulated-computer';
import { articleCalls } from '../gateway-contract-calls';
import { simulateRestart, simulateSet, simulateShow } from './commands';
import { connectStates } from './connect';
import { completeState } from './default-state';
import { assignFact } from './fact-assignments';
import { secpolInForce } from './secpol-agent';
import { loadState } from './state-file';
import { runScript } from './script-run';
import { fileMachine } from './machine';
import { taskCaller } from './task-run';

const key = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
const policyAgent = { Name: 'PolicyAgent' };
const assignment = { LiteralPath: key, Name: 'ActivePolicy' };
const call = (cmdlet: string, parameters: Invocation['parameters']): Invocation => ({ cmdlet, parameters });
const unassign = call('Remove-ItemProperty', assignment);
const assign = (path: string): Invocation => call('Set-ItemProperty', { ...assignment, Value: path });
const restart = call('Restart-Service', { ...policyAgent, Force: true });
const start = call('Start-Service', policyAgent);
const assigned: Read = { invocation: call('Get-ItemProperty', { LiteralPath: key }), select: ['ActivePolicy'] };
const policies: Read = {
  invocation: call('Get-ItemProperty', { Path: `${key}\\ipsecPolicy*` }),
  select: ['PSChildName', 'ipsecName'],
};

async function computer(facts: readonly string[], part: object = {}) {
  const file = await newStateFile({ format: 1, ...part });
  if (facts.length > 0) await simulateSet(file, facts);
  const gateway = new SimulatedGateway({ file });
  const rows = async (read: Read): Promise<readonly Row[]> => (await gateway.read([read]))[0] ?? [];
  const done = async (...calls: readonly Invocation[]): Promise<void> => {
    const transaction = await gateway.begin(undefined);
    try {
      for (const [at, one] of calls.entries()) await transaction.carryOut(`step-${at}`, one);
    } finally {
      await transaction.end();
    }
  };
  const refused = (one: Invocation): Promise<Partial<CmdletError>> =>
    done(one).then(
      () => ({}),
      (error: unknown) => {
        if (!(error instanceof CmdletError)) throw error;
        const { kind, errorId, outcome } = error;
        return { kind, errorId, outcome };
      },
    );
  const path = async (): Promise<unknown> => (await rows(assigned))[0]?.['ActivePolicy'];
  return { file, gateway, rows, done, refused, path, inForce: async () => secpolInForce(await loadState(file)) };
}

describe('the assignment of secpol.msc on a simulated computer', () => {
  it('is a path made from the name, and the name stands in the key of the policy', async () => {
    const { rows, path } = await computer(['legacy-policy=Old policy']);
    const found = String(await path());
    expect(found).toMatch(
      /^SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local\\ipsecPolicy\{[0-9a-f-]{36}\}$/u,
    );
    expect(await rows(policies)).toEqual([{ PSChildName: found.split('\\').at(-1), ipsecName: 'Old policy' }]);
    expect(await (await computer(['legacy-policy=Old policy'])).path()).toBe(found);
    expect(await (await computer(['legacy-policy=Another'])).path()).not.toBe(found);
  });

  it('is none where nobody ever opened secpol.msc, and a read that may fail answers nothing', async () => {
    const { gateway, rows } = await computer([]);
    expect(await rows(policies)).toEqual([]);
    expect(await gateway.read([{ ...assigned, mayFail: true }])).toEqual([[]]);
  });

  it('goes and comes by the calls, and all else in the registry stays', async () => {
    const { file, done, path, rows } = await computer(['legacy-policy=Old policy', 'module-logging=on']);
    const [before, was] = [String(await path()), await simulateShow(file)];
    await done(start, unassign, restart);
    expect([await path(), (await rows(policies)).length]).toEqual([undefined, 1]);
    await done(start, assign(before), restart);
    expect((await simulateShow(file)).computer).toEqual(was.computer);
  });

  it('refuses what Windows refuses', async () => {
    const { refused } = await computer(['legacy-policy=Old policy']);
    const other = await computer([]);
    expect(await other.refused(unassign)).toMatchObject({
      kind: 'not-found', outcome: 'not-done', errorId: 'PathNotFound,Microsoft.PowerShell.Commands.RemoveItemPropertyCommand',
    }); // prettier-ignore
    expect(await refused(call('Remove-ItemProperty', { ...assignment, Name: 'Absent' }))).toMatchObject({
      kind: 'not-found',
      errorId:
        'System.Management.Automation.PSArgumentException,Microsoft.PowerShell.Commands.RemoveItemPropertyCommand',
    });
    expect(await refused(call('Start-Service', { Name: 'Absent' }))).toMatchObject({ kind: 'not-found' });
    const user = await computer(['legacy-policy=Old policy', 'elevated=false']);
    expect(await user.refused(unassign)).toMatchObject({ kind: 'access-denied' });
  });

  it('has a service that cannot start while it is disabled, and starts where it was stopped', async () => {
    const disabled = await computer(['legacy-policy=Old policy', 'service.PolicyAgent=disabled']);
    const id = 'CouldNotStartService,Microsoft.PowerShell.Commands';
    expect(await disabled.refused(start)).toMatchObject({ kind: 'refused', errorId: `${id}.StartServiceCommand` });
    expect(await disabled.refused(restart)).toMatchObject({ errorId: `${id}.RestartServiceCommand` });
    const stopped = await computer(['legacy-policy=Old policy', 'service.PolicyAgent=stopped']);
    expect(await stopped.inForce()).toBe('');
    await stopped.done(start);
    expect(await stopped.inForce()).toBe(await stopped.path());
  });
});

describe('what the Policy Agent works with', () => {
  it.each([
    ['at-service-start', false],
    ['noticed', true],
  ] as const)('is another policy %s', async (secpolChanges, atOnce) => {
    const { file, done, path, inForce } = await computer(['legacy-policy=Old policy'], { unsure: { secpolChanges } });
    const before = String(await path());
    await done(unassign);
    expect(await inForce()).toBe(atOnce ? '' : before);
    // Somebody assigns it again before the service was started anew: it is what it was all along.
    await done(assign(before));
    expect(await inForce()).toBe(before);
    await done(unassign, restart);
    expect(await inForce()).toBe('');
    await done(assign(before));
    expect(await inForce()).toBe(atOnce ? before : '');
    await simulateRestart(file);
    expect(await inForce()).toBe(before);
  });

  it.each(['rules-first', 'secpol-first'] as const)('decides a connection: %s', async (secpolPrecedence) => {
    const { file, gateway } = await computer([], {
      unsure: { secpolPrecedence },
      computer: { addresses: ['192.0.2.9/24'] },
    });
    const transaction = await gateway.begin(new Secret('a key'));
    for (const [id, one] of articleCalls()) await transaction.carryOut(id, one);
    await transaction.end();
    const [state, peer] = [await loadState(file), completeState({})];
    const decided = (one: typeof state): unknown => connectStates(peer, one, {}).rules;
    const withPolicy = assignFact(state, 'legacy-policy=Old policy');
    expect(JSON.stringify(decided(withPolicy)) === JSON.stringify(decided(state))).toBe(
      secpolPrecedence === 'rules-first',
    );
  });
});

describe('a stored script', () => {
  it('carries the four calls out, and knows that an absent value is no missing object', async () => {
    const { file, path } = await computer(['legacy-policy=Old policy']);
    const lines = [
      `Start-Service -Name 'PolicyAgent' -ErrorAction Stop`,
      `Remove-ItemProperty -LiteralPath '${key}' -Name 'ActivePolicy' -ErrorAction Stop`,
      `Restart-Service -Name 'PolicyAgent' -Force -ErrorAction Stop`,
      `try { Remove-ItemProperty -LiteralPath '${key}' -Name 'ActivePolicy' -ErrorAction Stop }`,
      `catch { if ($_.CategoryInfo.Category -eq 'InvalidArgument') { exit 5 } }`,
    ];
    expect(await runScript(lines.join('\n'), fileMachine(file), taskCaller())).toMatchObject({ result: 5 });
    expect(await path()).toBeUndefined();
  });
});
