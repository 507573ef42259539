import { describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { CmdletError } from '#host/cmdlet-error';
import { presetPolicy } from '#policy/presets';
import { apply } from './apply';
import { asAppError } from './as-app-error';
import { choosePolicy, examine, factsOf, type GivenKey } from './examine';
import { overviewOf } from './overview';
import { chooseAmong, policiesOn } from './own-policies';
import { placeOf, type Place } from './place';
import { previewOf } from './preview';
import { refuseStale, refuseWithoutKey } from './refusals';
import { remove } from './remove';
import { statusOf } from './status';
import { keyFindings, verify } from './verify';

const simulated = (): Place => placeOf({ host: 'simulated' }, { environment: {}, platform: 'linux' });
const given: GivenKey = { key: new Secret('a key of the test'), findings: [] };
const wish = { onProgress: () => undefined, signal: new AbortController().signal };
const server = presetPolicy({ role: 'server' });
const codeOf = (deed: () => unknown): string => {
  try {
    deed();
    return 'done';
  } catch (error) {
    return error instanceof AppFailure ? error.appError.code : String(error);
  }
};

async function applied(place: Place, role: 'server' | 'workstation' = 'server') {
  const examined = examine(choosePolicy(presetPolicy({ role })), await factsOf(place, given), given);
  return { examined, report: await apply(place, examined, given, wish) };
}

describe('choosePolicy', () => {
  it('takes a policy from anywhere and throws the first finding that blocks', () => {
    expect(choosePolicy(JSON.parse(JSON.stringify(server))).policy).toEqual(server);
    expect(codeOf(() => choosePolicy(presetPolicy({ role: 'server', port: 0 })))).toBe('policy-invalid');
    expect(['text', null, [], { id: 1 }].map((input) => codeOf(() => choosePolicy(input)))).toEqual(
      Array(4).fill('policy-invalid'),
    );
  });
});

describe('examine', () => {
  it('says of a fresh computer what is to be created, with a fingerprint that the preview shows', async () => {
    const examined = examine(choosePolicy(server), await factsOf(simulated(), given), given);
    expect(examined.plan.steps.length).toBeGreaterThan(0);
    expect(previewOf(examined).fingerprint).toBe(examined.plan.fingerprint);
    expect(codeOf(() => { refuseStale(examined, examined.plan.fingerprint); })).toBe('done'); // prettier-ignore
    expect(codeOf(() => { refuseStale(examined, 'f'.repeat(64)); })).toBe('stale-plan'); // prettier-ignore
    expect(codeOf(() => { refuseWithoutKey(examined, { key: undefined, findings: [] }); })).toBe('key-missing'); // prettier-ignore
  });
});

describe('apply', () => {
  it('refuses a computer that somebody else changed after it was examined', async () => {
    const place = simulated();
    const examined = examine(choosePolicy(server), await factsOf(place, given), given);
    await applied(place);
    await expect(apply(place, examined, given, wish)).rejects.toMatchObject({
      appError: { code: 'changed-meanwhile' },
    });
  });

  it('refuses while another copy changes the same computer', async () => {
    const place = simulated();
    await place.files.createNew('changing.lock', `${process.pid} another`);
    await expect(applied(place)).rejects.toMatchObject({ appError: { code: 'second-copy' } });
  });
});

describe('two policies on one computer', () => {
  it('are told apart in status, overview and removal', async () => {
    const place = simulated();
    await applied(place);
    await applied(place, 'workstation');
    const facts = await factsOf(place, given);
    const known = policiesOn(facts, []);
    expect(known).toEqual([
      { policyId: 'fbs', role: 'server' },
      { policyId: 'fbs', role: 'workstation' },
    ]);
    expect(codeOf(() => chooseAmong(known, { policy: 'fbs' }))).toBe('which-policy');
    expect((await statusOf(place, facts, [])).map(({ level, policy }) => [level, policy])).toEqual([
      ['none', null],
      ['none', null],
    ]);
    await remove(place, chooseAmong(known, { role: 'workstation' }), facts, wish);
    expect((await overviewOf(place)).policies).toMatchObject([
      { role: 'server', level: 'enforced', name: server.name },
    ]);
  });
});

describe('verify', () => {
  it('names the differences to another policy, and says when the key was not compared', async () => {
    const place = simulated();
    await applied(place);
    const other = choosePolicy(presetPolicy({ role: 'server', protection: 'recommended' }));
    const verdict = await verify(place, other, await factsOf(place, given));
    expect(verdict).toMatchObject({ policy: 'fbs', role: 'server', proof: { level: 'none' } });
    expect(verdict.differences.length).toBeGreaterThan(0);
    expect(keyFindings([other], false).map(({ code }) => code)).toEqual(['key-not-compared']);
    expect(keyFindings([other], true)).toEqual([]);
  });
});

describe('asAppError', () => {
  it.each([
    ['timed-out', 'host-timed-out'],
    ['died', 'host-died'],
    ['garbled', 'host-answer-garbled'],
    ['refused', 'host-call-failed'],
    ['access-denied', 'host-call-failed'],
  ] as const)('says of a host that %s %s', (kind, code) => {
    expect(asAppError(new CmdletError(kind, 'Get-NetIPsecRule', 'id', 'message')).code).toBe(code);
  });

  it('makes a mistake of ours of everything else', () => {
    expect(asAppError('text')).toMatchObject({ code: 'internal', context: { problem: 'text' } });
  });
});
