import type { Facts } from '#contract/facts';
import { finding } from '#contract/finding';
import { peersExcludedBy } from '#negotiation/preset-peers';
import { mainModeSpelling, quickModeSpelling } from '#policy/algorithms';
import type { IpSecurityPolicy } from '#policy/model';
import { presetOffers, type Offers, type PresetSurroundings } from '#policy/presets';
import type { Check } from './check';

/** The article's peers are everybody's; these two have to be on both sides. */
const limited = ['recommended', 'transition'] as const;

const spellingsOf = ({ securityMethods, keyExchangeMethods }: Omit<Offers, 'ownLifetime'>): string =>
  [...securityMethods.map(quickModeSpelling), ...keyExchangeMethods.map(mainModeSpelling)].join();

/** What the rules that protect offer, each with the key exchange of the policy. */
const offersOf = ({ rules, keyExchange }: IpSecurityPolicy): readonly string[] =>
  rules.flatMap(({ filterAction }) =>
    filterAction.kind === 'negotiate-security'
      ? spellingsOf({ securityMethods: filterAction.securityMethods, keyExchangeMethods: keyExchange.methods })
      : [],
  );

/** The policy may come from another computer, so that a preset is known in full and as this Windows would have it. */
function surroundingsOf({ keyExchange: { keyModule } }: IpSecurityPolicy, { computer }: Facts): PresetSurroundings[] {
  const build = computer.windows.available ? Number.parseInt(computer.windows.value.build, 10) : Number.NaN;
  return [{ keyModule }, ...(Number.isNaN(build) ? [] : [{ keyModule, build }])];
}

/** A protection that not everybody knows: with whom such a computer never comes together. */
export const presetExcludes: Check = {
  id: 'preset-excludes',
  run: ({ policy, facts }) => {
    const offered = new Set(offersOf(policy));
    // An old Windows leaves nothing of Transition but the article's offers.
    offered.delete(spellingsOf(presetOffers('article')));
    return limited.flatMap((protection) => {
      const met = surroundingsOf(policy, facts).find((one) => offered.has(spellingsOf(presetOffers(protection, one))));
      const peers = met === undefined ? [] : peersExcludedBy(protection, met);
      return peers.length === 0 ? [] : [finding('preset-excludes', 'note', { protection, peers })];
    });
  },
};
