import type { AuthenticationMethod, IpSecurityPolicy } from '#policy/model';
import { presetPolicy, protections, type PresetSurroundings, type Protection } from '#policy/presets';
import { connectionBetween } from './compare';
import { connectOutcomes } from './connect';
import type { End } from './end';
import { endOfPolicy } from './end-of-policy';

/**
 * Who may be at the other end: a policy made by hand in secpol.msc, a computer that negotiates with IKEv1 where this one
 * does with IKEv2, and computers with each preset.
 */
export const presetPeers = ['secpol', 'ikev1', ...protections] as const;
export type PresetPeer = (typeof presetPeers)[number];

/** What secpol.msc offers by itself; a legacy policy has a group for each offer. */
const secpolOffers = ['DES3-SHA1-DH2', 'DES3-MD5-DH2', 'DES-SHA1-DH1', 'DES-MD5-DH1'].map((text) => {
  const [encryption = '', hash = '', group = ''] = text.split('-');
  return { encryption, hash, group };
});

/** The one method that every key module takes, so that the protection alone decides. */
const proof: AuthenticationMethod = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' };
const made = (
  role: IpSecurityPolicy['role'],
  protection: Protection,
  surroundings: PresetSurroundings,
): IpSecurityPolicy => presetPolicy({ role, protection, authenticationMethods: [proof], ...surroundings });

function endOf(peer: PresetPeer, protection: Protection, { keyModule }: PresetSurroundings): End {
  if (peer === 'ikev1') return endOfPolicy(made('workstation', protection, { keyModule: 'IKEv1' }));
  if (peer !== 'secpol') return endOfPolicy(made('workstation', peer, keyModule === undefined ? {} : { keyModule }));
  const end = endOfPolicy(made('workstation', 'article', { keyModule: 'IKEv1' }));
  const mainMode = { offers: secpolOffers, mayMixGroups: true };
  return { ...end, mainModeRules: end.mainModeRules.map((rule) => ({ ...rule, mainMode })) };
}

/**
 * Peers with whom a computer with that preset never comes together, found by letting them try; nobody's authentication
 * stands in the way. With IKEv1 `ikev1` is never among them. Pure.
 */
export function peersExcludedBy(protection: Protection, surroundings: PresetSurroundings = {}): readonly PresetPeer[] {
  const server = made('server', protection, surroundings);
  const connection = connectionBetween(made('workstation', protection, surroundings), server);
  return presetPeers.filter((peer) =>
    connectOutcomes(connection, endOf(peer, protection, surroundings), endOfPolicy(server), { keys: 'equal' }).every(
      ({ kind }) => kind !== 'secured',
    ),
  );
}
