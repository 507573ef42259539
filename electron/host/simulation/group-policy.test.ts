import { describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { CmdletError } from '../cmdlet-error';
import { carryOut, killThisProcess, type Caller } from './carry-out';
import { completeState } from './default-state';
import { Faults } from './faults';
import { GpoSessions } from './group-policy';
import { refreshed } from './group-policy-refresh';
import { memoryMachine, type Machine } from './machine';
import { objectsIn } from './state';
import type { HostObject } from './stored-object';

const gpo = 'corp.example\\FBS';
const caller: Caller = { faults: new Faults(), timeoutMs: 100, die: killThisProcess, isSystem: false };

/** A process on a computer of the domain: what it opens is open to it alone. */
function processOn(
  machine: Machine,
): (id: string, cmdlet: string, parameters: Invocation['parameters']) => Promise<void> {
  const outcomes = new Map<string, readonly HostObject[]>();
  const sessions = new GpoSessions();
  return async (id, cmdlet, parameters) => {
    const references = { outcomeOf: (step: string) => outcomes.get(step), secret: undefined };
    const { outcome } = await carryOut(machine, caller, { cmdlet, parameters }, references, sessions);
    outcomes.set(id, outcome);
  };
}

const computer = (more: object = {}, file: object = {}): Machine =>
  memoryMachine(
    completeState({ computer: { domain: 'corp.example', ...more }, stores: { [`gpo:${gpo}`]: {} }, ...file }),
  );

const rule = (place: Invocation['parameters']): Invocation['parameters'] => ({
  ...{ IPsecRuleName: 'one', DisplayName: 'One', InboundSecurity: 'None', OutboundSecurity: 'None' },
  ...place,
});
const inSession = { GPOSession: { fromStep: 'open' } };
const rulesIn = async (machine: Machine, store = `gpo:${gpo}`): Promise<number> =>
  objectsIn(await machine.load(), store, 'NetIPsecRule').length;

async function errorOf(work: Promise<unknown>): Promise<{ readonly kind: string; readonly id: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CmdletError) return { kind: error.kind, id: error.errorId };
    throw error;
  }
  return { kind: 'none', id: '' };
}

describe('the session of a Group Policy object', () => {
  it('changes nothing before it is saved, and all of it then', async () => {
    const machine = computer();
    const call = processOn(machine);
    await call('open', 'Open-NetGPO', { PolicyStore: gpo });
    await call('rule', 'New-NetIPsecRule', rule(inSession));
    expect(await rulesIn(machine)).toBe(0);
    expect(Object.keys((await machine.load()).stores)).toEqual([`gpo:${gpo}`, 'PersistentStore']);
    await call('save', 'Save-NetGPO', inSession);
    expect(await rulesIn(machine)).toBe(1);
  });

  it('is unknown to another process', async () => {
    const machine = computer();
    await processOn(machine)('open', 'Open-NetGPO', { PolicyStore: gpo });
    const other = processOn(machine)('rule', 'New-NetIPsecRule', rule({ GPOSession: 'of another process' }));
    expect(await errorOf(other)).toEqual({ kind: 'refused', id: 'HRESULT 0x80070006,New-NetIPsecRule' });
  });

  it('writes back what it has opened: what somebody else saved meanwhile is lost', async () => {
    const machine = computer();
    const [ours, theirs] = [processOn(machine), processOn(machine)];
    await ours('open', 'Open-NetGPO', { PolicyStore: gpo });
    await theirs('rule', 'New-NetIPsecRule', rule({ PolicyStore: gpo }));
    expect(await rulesIn(machine)).toBe(1);
    await ours('save', 'Save-NetGPO', inSession);
    expect(await rulesIn(machine)).toBe(0);
  });

  it('cannot delete a firewall rule: the cmdlet has no such parameter', async () => {
    const call = processOn(computer());
    await call('open', 'Open-NetGPO', { PolicyStore: gpo });
    expect(await errorOf(call('remove', 'Remove-NetFirewallRule', { Name: 'x', ...inSession }))).toEqual({
      kind: 'refused',
      id: 'NamedParameterNotFound,Remove-NetFirewallRule',
    });
  });

  it.each([
    ['of another domain', 'other.example\\FBS', {}, 'HRESULT 0x8007054B'],
    ['that does not exist', 'corp.example\\Other', {}, 'HRESULT 0x80070002'],
    ['in a workgroup', gpo, { domain: null }, 'HRESULT 0x8007054B'],
    ['without a controller', gpo, { domainController: { Reachable: false } }, 'HRESULT 0x8007054B'],
    ['without rights', gpo, { elevated: false }, 'Windows System Error 5'],
  ])('cannot be opened on an object %s', async (_, name, more, id) => {
    const open = processOn(computer(more))('open', 'Open-NetGPO', { PolicyStore: name });
    expect((await errorOf(open)).id).toBe(`${id},Open-NetGPO`);
  });

  it('is lost on a read-only controller, unless another one is named', async () => {
    const machine = computer({}, { groupPolicy: { readOnlyController: true } });
    const call = processOn(machine);
    await call('open', 'Open-NetGPO', { PolicyStore: gpo });
    expect((await errorOf(call('save', 'Save-NetGPO', inSession))).kind).toBe('access-denied');
    await call('open', 'Open-NetGPO', { PolicyStore: gpo, DomainController: 'dc1.corp.example' });
    await call('save', 'Save-NetGPO', inSession);
  });
});

describe('Group Policy objects', () => {
  it('are all there where the file names none, and stay so after one was saved', async () => {
    const machine = memoryMachine(completeState({ computer: { domain: 'corp.example' } }));
    const call = processOn(machine);
    for (const name of [gpo, 'corp.example\\Another']) {
      await call('open', 'Open-NetGPO', { PolicyStore: name });
      await call('rule', 'New-NetIPsecRule', rule(inSession));
      await call('save', 'Save-NetGPO', inSession);
    }
    expect(await rulesIn(machine, 'gpo:corp.example\\Another')).toBe(1);
  });

  it('arrive with a refresh where they are linked, the first one first, and leave with the next one', () => {
    const named = (name: string, DisplayName: string): object => ({ NetIPsecRule: [{ Name: name, DisplayName }] });
    const state = completeState({
      groupPolicy: { links: ['c.example\\A', 'c.example\\B'] },
      stores: {
        'gpo:c.example\\A': named('x', 'of A'),
        'gpo:c.example\\B': named('x', 'of B'),
        'gpo:c.example\\C': named('y', 'of C'),
        RSOP: named('by-hand', 'stays'),
      },
    });
    const titles = (refreshedState: typeof state): unknown =>
      objectsIn(refreshedState, 'RSOP', 'NetIPsecRule').map(({ DisplayName }) => DisplayName);
    const now = refreshed(state);
    expect(titles(now)).toEqual(['stays', 'of A']);
    expect(titles(refreshed({ ...now, groupPolicy: { links: [] } }))).toEqual(['stays']);
  });

  it('bring their settings along: local rules that are no longer merged', () => {
    const profiles = [{ Name: 'Private', AllowLocalIPsecRules: 'False' }];
    const state = refreshed(
      completeState({
        groupPolicy: { links: [gpo] },
        stores: { [`gpo:${gpo}`]: { NetFirewallProfile: profiles } },
      }),
    );
    expect(objectsIn(state, 'RSOP', 'NetFirewallProfile')).toMatchObject(profiles);
  });
});
