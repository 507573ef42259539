import { describe, expect, it } from 'vitest';
import { appError, AppFailure } from '#contract/app-error';
import type { Invocation } from '#contract/invocation';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { CmdletError } from '#host/cmdlet-error';
import type { HostGateway } from '#host/gateway';
import { readInventory } from '#host/observe';
import { SimulatedGateway } from '#host/simulated-gateway';
import { presetPolicy } from '#policy/presets';
import { errorSentences } from '#texts/error-sentences.en';
import { change, type ChangeContext, type ChangeReport, type Work } from './change';
import type { Inventory } from '#contract/store-object';
import type { Proof } from './enforcement';
import { Journal } from './journal';
import type { Begun } from './journal-entry';
import { filesInMemory } from './own-files';
import { deviations, ownObjects } from './undo';

const kerberos = [{ kind: 'kerberos-v5' }] as const;
const compiled = compile(presetPolicy({ role: 'server', authenticationMethods: kerberos }), { kind: 'local' });
const other = compile(presetPolicy({ role: 'server', authenticationMethods: kerberos, protection: 'recommended' }), {
  kind: 'local',
});
const enforced: Proof = { level: 'enforced', evidence: [] };

/** A computer in memory whose gateway can be made to do otherwise; the real one looks at what has become of it. */
interface Computer {
  readonly real: SimulatedGateway;
  readonly otherwise: (changed: Partial<HostGateway>) => HostGateway;
}

function computer(): Computer {
  const real = new SimulatedGateway();
  const otherwise = (changed: Partial<HostGateway>): HostGateway => ({
    host: 'simulated',
    probe: () => real.probe(),
    drives: () => real.drives(),
    reach: (peer) => real.reach(peer),
    now: () => real.now(),
    read: (reads, options) => real.read(reads, options),
    begin: (key) => real.begin(key),
    close: () => real.close(),
    ...changed,
  });
  return { real, otherwise };
}

const begunOf = (before: Inventory, { steps, retire }: Work): Begun => ({
  ...{ kind: 'begun', format: 1, at: '2026-11-21T10:00:00.000Z', changeId: '0123456789ab' },
  ...{ who: 'a test', computer: 'PC', simulated: true, deed: 'apply', fingerprint: '' },
  ...{ policies: [], wanted: [], former: [], steps, retire },
  before: ownObjects(before),
});

/** Applies a policy, with anything of the context done otherwise. */
async function applied(
  { real }: Computer,
  context: Partial<ChangeContext>,
  subject = compiled,
): Promise<ChangeReport & { readonly asBefore: boolean }> {
  const before = await readInventory(real, 'PersistentStore');
  const remaining: ChangeContext['remaining'] = (inventory): Work => planChange(subject, inventory);
  const report = await change(remaining(before), {
    gateway: real,
    computerName: 'PC',
    key: undefined,
    beginJournal: () => Journal.begin(filesInMemory(), () => Promise.resolve(), begunOf(before, remaining(before))),
    // Scheduled tasks are tested by themselves: here every call is one of the change.
    automaticUndo: { afterSeconds: 120, unavailable: 'this is a test' },
    hold: false,
    restore: () => Promise.resolve(),
    remaining,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    judge: () => Promise.resolve({ proof: enforced, acceptable: true, reached: true }),
    record: () => Promise.resolve(),
    ...context,
  });
  const after = await readInventory(real, 'PersistentStore');
  return { ...report, asBefore: deviations(ownObjects(before), after).length === 0 };
}

const sentencesOf = ({ error }: ChangeReport): ReturnType<typeof errorSentences> =>
  errorSentences(error ?? appError('internal', { problem: 'there was no error' }));

const died = new CmdletError('died', 'Get-NetIPsecRule', '', 'PowerShell ended.');

/** Reads that fail from the n-th on, counted from 1. */
function readsFailFrom(n: number, { real, otherwise }: Computer): HostGateway {
  let count = 0;
  return otherwise({
    read: (reads, options) => {
      count += 1;
      return count < n ? real.read(reads, options) : Promise.reject(died);
    },
  });
}

describe('a change', () => {
  it('is applied, and reports each step', async () => {
    const report = await applied(computer(), {});
    expect(report.outcome).toBe('applied');
    expect(report.steps.every(({ state }) => state === 'done')).toBe(true);
    expect(report.proof).toEqual(enforced);
  });

  it('whose host cannot be started has begun nothing and says so', async () => {
    const one = computer();
    const report = await applied(one, { gateway: one.otherwise({ begin: () => Promise.reject(died) }) });
    expect(report).toMatchObject({ outcome: 'rolled-back', asBefore: true });
    expect(report.error?.code).toBe('undone-after-step');
    expect(report.steps.every(({ state }) => state === 'not-reached')).toBe(true);
  });

  it('whose process ends badly after its last call is judged by what is stored', async () => {
    const one = computer();
    const gateway = one.otherwise({
      begin: async (key) => {
        const transaction = await one.real.begin(key);
        return { ...transaction, end: () => transaction.end().then(() => Promise.reject(died)) };
      },
    });
    expect((await applied(one, { gateway })).outcome).toBe('applied');
  });

  it('that cannot be read back is not believed: it is undone', async () => {
    const one = computer();
    let reads = 0;
    const gateway = one.otherwise({
      read: (asked, options) => {
        reads += 1;
        return reads === 1 ? Promise.reject(died) : one.real.read(asked, options);
      },
    });
    const report = await applied(one, { gateway });
    expect(report).toMatchObject({ outcome: 'rolled-back', asBefore: true });
    expect(sentencesOf(report).happened).toContain('read-back');
  });

  it('of which nobody can say whether it is in force is undone, and the record is not blamed', async () => {
    const report = await applied(computer(), { judge: () => Promise.reject(died) });
    expect(report).toMatchObject({ outcome: 'rolled-back', asBefore: true });
    expect(report.error).toMatchObject({ code: 'undone-after-step', context: { step: 'enforcement' } });
  });

  it('that cannot be recorded is undone, with the reason in words', async () => {
    const failure = new AppFailure(appError('file-unwritable', { file: 'applied.json', reason: 'ENOSPC' }));
    const report = await applied(computer(), { record: () => Promise.reject(failure) });
    expect(report).toMatchObject({ outcome: 'rolled-back', asBefore: true });
    expect(sentencesOf(report).happened).toContain('applied.json cannot be written (ENOSPC)');
  });

  it('that is interrupted after its last step, before it is recorded, is undone', async () => {
    const interrupt = new AbortController();
    const judge = (): ReturnType<ChangeContext['judge']> => {
      interrupt.abort();
      return Promise.resolve({ proof: enforced, acceptable: true, reached: true });
    };
    const report = await applied(computer(), { signal: interrupt.signal, judge });
    expect(report).toMatchObject({ outcome: 'rolled-back', asBefore: true });
    expect(report.error?.code).toBe('undone-after-interrupt');
  });

  it('that is recorded stays, also when it is interrupted then', async () => {
    const interrupt = new AbortController();
    const record = (): Promise<void> => {
      interrupt.abort();
      return Promise.resolve();
    };
    expect((await applied(computer(), { signal: interrupt.signal, record })).outcome).toBe('applied');
  });

  it('is not undone because what it replaced cannot be read any more: that is named', async () => {
    const one = computer();
    await applied(one, {});
    // Read back, then the two rounds of deleting: only the first read answers.
    const report = await applied(one, { gateway: readsFailFrom(2, one) }, other);
    expect(report.outcome).toBe('applied');
    expect(report.leftOver.length).toBeGreaterThan(0);
    expect((await readInventory(one.real, 'PersistentStore')).objects.length).toBe(6);
  });

  it('that cannot be read back nor undone says so, with every owed command', async () => {
    const one = computer();
    const gateway = readsFailFrom(1, one);
    const report = await applied(one, { gateway });
    expect(report.outcome).toBe('unknown');
    const { stateNow, whatNext } = sentencesOf(report);
    expect(stateNow).toContain('could not be read back');
    expect(whatNext.match(/Remove-Net/gu)).toHaveLength(5);
  });

  it('that fails while somebody else adds a rule is undone, and the rule stays', async () => {
    const one = computer();
    const foreign: Invocation = {
      cmdlet: 'New-NetFirewallRule',
      parameters: { Name: 'somebody-else', DisplayName: 'x', PolicyStore: 'PersistentStore' },
    };
    const judge = async (): ReturnType<ChangeContext['judge']> => {
      const transaction = await one.real.begin(undefined);
      await transaction.carryOut('foreign', foreign);
      await transaction.end();
      throw died;
    };
    const report = await applied(one, { judge });
    expect(report).toMatchObject({ outcome: 'rolled-back', asBefore: true });
    const { objects } = await readInventory(one.real, 'PersistentStore');
    expect(objects.map(({ name }) => name)).toEqual(['FBS-Server-In-TCP', 'somebody-else']);
  });
});

describe('a change of nothing', () => {
  it('carries nothing out, and records the level anew', async () => {
    const one = computer();
    await applied(one, {});
    const recorded: string[] = [];
    const report = await applied(one, {
      gateway: one.otherwise({ begin: () => Promise.reject(died) }),
      record: ({ level }) => {
        recorded.push(level);
        return Promise.resolve();
      },
    });
    expect(report).toMatchObject({ outcome: 'unchanged', asBefore: true });
    expect(recorded).toEqual(['enforced']);
  });
});
