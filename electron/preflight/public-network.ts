import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** In the Public profile Windows Firewall lets least in, and Group Policy often ignores local rules there. */
export const publicNetwork: ComputerCheck = {
  id: 'public-network',
  run: ({ facts: { computer } }) => {
    const { networks } = computer;
    const open = networks.available ? networks.value.filter(({ category }) => category === 'Public') : [];
    const names = open.map(({ network, interfaceAlias }) => `${network} (${interfaceAlias})`);
    return names.length === 0 ? [] : [finding('public-network', 'warning', { networks: names })];
  },
};
