import { describe, expect, it } from 'vitest';
import type { StoreObject } from '#contract/store-object';
import { nothingAside, type Aside, type AsideWish } from '#compiler/aside';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { allowRule, inputFor, type Scene } from '#preflight/testing/scene';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { readApplied } from '#transaction/applied';
import { apply } from './apply';
import { asideInWords } from './aside-words';
import { asideOfRemoved, asideWish, recordedAside, recordOf, type AsideConsent } from './aside';
import { breakGlassOn } from './break-glass';
import { choosePolicy, examine, factsOf, noKey } from './examine';
import { placeOf, type Place } from './place';

const server = presetPolicy({ role: 'server', allowIfSecure: true, authenticationMethods: [{ kind: 'kerberos-v5' }] });
const named = (name: string, properties: Parameters<typeof allowRule>[0] = {}): StoreObject => ({
  ...allowRule({ DisplayName: `Shown ${name}`, ...properties }),
  name,
});
const off = { Enabled: 'False' };
const aside = (...firewallRules: readonly string[]): Aside => ({ firewallRules });
const agreed: AsideConsent = { allowRules: true };

interface Wish {
  readonly policy?: IpSecurityPolicy;
  readonly consent?: AsideConsent;
  readonly former?: Aside;
  readonly own?: Aside;
  readonly others?: readonly Aside[];
}

function wishOf(scene: Scene, { policy = server, consent, former, own = nothingAside, others = [] }: Wish): AsideWish {
  const { plan, facts } = inputFor(policy, scene);
  return asideWish({ policy, target: { kind: 'local' }, consent, aside: former }, plan, facts, { own, others });
}
const rules = ({ put, back }: AsideWish): readonly (readonly string[])[] => [put.firewallRules, back.firewallRules];

describe('what a plan puts aside and gives back', () => {
  const scene = { local: [named('One'), named('Two'), named('Wide', { LocalPort: ['Any'] })] };

  it('is nothing without consent, and with it every rule of exactly the port', () => {
    expect(rules(wishOf(scene, {}))).toEqual([[], []]);
    expect(rules(wishOf(scene, { consent: { allowRules: false } }))).toEqual([[], []]);
    expect(rules(wishOf(scene, { consent: agreed }))).toEqual([['One', 'Two'], []]);
  });

  it('is no more than the record and the undo have room for, and what is aside already comes first', () => {
    const many = Array.from({ length: 90 }, (_, at) => named(`Rule-${at}`));
    const wish = wishOf({ local: [...many, named('Own', off)] }, { consent: agreed, own: aside('Own') });
    expect(wish.put.firewallRules).toHaveLength(64);
    expect(wish.put.firewallRules[0]).toBe('Own');
    expect(wish.back.firewallRules).toEqual([]);
  });

  it('is nothing where nothing of ours would let the port in', () => {
    const { allowIfSecure: _, ...without } = server;
    expect(rules(wishOf(scene, { policy: without, consent: agreed }))).toEqual([[], []]);
  });

  it('stays aside without being asked again, and comes back when the layer is given up', () => {
    const put = { local: [named('One', off), named('Two')] };
    expect(rules(wishOf(put, { own: aside('One') }))).toEqual([['One'], []]);
    const { allowIfSecure: _, ...without } = server;
    expect(rules(wishOf(put, { policy: without, own: aside('One') }))).toEqual([[], ['One']]);
  });

  it('comes back where the policy is about another port by now', () => {
    const policy = presetPolicy({ role: 'server', allowIfSecure: true, port: 5_000 });
    expect(rules(wishOf({ local: [named('One', off)] }, { policy, own: aside('One') }))).toEqual([[], ['One']]);
  });

  it('is put aside again where its owner has switched it on, and forgotten where he has deleted it', () => {
    expect(rules(wishOf({ local: [named('One')] }, { own: aside('One') }))).toEqual([['One'], []]);
    expect(rules(wishOf({ local: [] }, { own: aside('One') }))).toEqual([[], ['One']]);
  });

  it('does not come back as long as another policy of ours has it aside', () => {
    const { allowIfSecure: _, ...without } = server;
    const put = { local: [named('One', off), named('Two', off)] };
    expect(rules(wishOf(put, { policy: without, own: aside('One', 'Two'), others: [aside('Two')] }))).toEqual([
      [],
      ['One'],
    ]);
  });

  it('is also what is off for another policy of ours, so that the last of the two gives it back', () => {
    const put = { local: [named('One', off), named('Other', { ...off, LocalPort: ['80'] })] };
    const others = [aside('One', 'Other')];
    expect(rules(wishOf(put, { others }))).toEqual([[], []]);
    expect(rules(wishOf(put, { others, consent: agreed }))).toEqual([['One'], []]);
  });

  it('is exactly what a former state had aside where that comes back, whatever was agreed to since', () => {
    const put = { local: [named('One', off), named('Two')] };
    expect(rules(wishOf(put, { former: aside('Two'), own: aside('One'), consent: agreed }))).toEqual([
      ['Two'],
      ['One'],
    ]);
  });

  it('is nothing in a Group Policy object', () => {
    const { facts } = inputFor(server, scene);
    const target = { kind: 'gpo', gpo: 'corp.example\\FBS' } as const;
    const plan = planChange(compile(server, target), { objects: [], enforcement: [] });
    const wish = asideWish({ policy: server, target, consent: agreed }, plan, facts, { own: aside('One'), others: [] });
    expect(rules(wish)).toEqual([[], []]);
  });

  it('is in the record only where there is something', () => {
    expect(recordOf({ put: nothingAside, back: aside('One') })).toEqual({});
    expect(recordOf({ put: aside('One'), back: nothingAside })).toEqual({ aside: aside('One') });
  });

  it('is told by the name that an administrator sees, or by its own where it is gone', () => {
    const { facts } = inputFor(server, scene);
    expect(asideInWords(aside('One', 'Gone'), facts)).toEqual([
      'the firewall rule Shown One (One)',
      'the firewall rule Gone',
    ]);
  });
});

describe('the record of what was put aside', () => {
  const simulated = (): Place => placeOf({ host: 'simulated' }, { environment: {}, platform: 'linux' });
  const progress = { onProgress: () => undefined, signal: new AbortController().signal };

  async function appliedOn(place: Place): Promise<void> {
    const chosen = { ...choosePolicy(server), consent: agreed };
    await apply(place, examine(chosen, await factsOf(place, noKey), noKey), noKey, progress);
  }

  it('is read for its policy, apart from those of others, and given back with it', async () => {
    const place = simulated();
    await appliedOn(place);
    const [entry] = await readApplied(place.files);
    expect(entry?.aside).toEqual(aside('FBS-Server-In-TCP'));
    const here = { kind: 'local' } as const;
    expect((await recordedAside(place, { policy: server, target: here })).own).toEqual(aside('FBS-Server-In-TCP'));
    const other = { id: 'other', role: 'server' } as const;
    expect(await recordedAside(place, { policy: other, target: here })).toMatchObject({
      own: nothingAside,
      others: [aside('FBS-Server-In-TCP')],
    });
    const gone = await asideOfRemoved(place, [{ policyId: server.id, role: 'server' }], here);
    expect(gone.back.firewallRules).toEqual(['FBS-Server-In-TCP']);
  });

  it.each(['{', '{"format":99,"policies":[]}', '{"format":1,"policies":[{"aside":{"firewallRules":"x"}}]}'])(
    'that is damaged or too new says nothing, and stands in nobody’s way who only looks: %s',
    async (text) => {
      const place = simulated();
      await appliedOn(place);
      await place.files.write('applied.json', text);
      const here = { kind: 'local' } as const;
      expect(await recordedAside(place, { policy: server, target: here })).toMatchObject({
        own: nothingAside,
        others: [],
      });
      const page = await breakGlassOn(place, await factsOf(place, noKey));
      expect(page).toContain('Disable-NetIPsecRule');
      expect(page).not.toContain('FBS-Server-In-TCP');
    },
  );
});
