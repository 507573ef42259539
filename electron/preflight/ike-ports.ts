import { finding } from '#contract/finding';
import type { ComputerCheck } from './check';

/** A VPN client that holds UDP 500 or 4500 gets the packets of the negotiation in Windows' place. */
export const ikePorts: ComputerCheck = {
  id: 'ike-ports',
  run: ({ facts: { computer } }) => {
    const { ikePortHolders } = computer;
    const others = ikePortHolders.available ? ikePortHolders.value.filter(({ holder }) => holder !== 'IKEEXT') : [];
    const distinct = new Map(others.map((one) => [`${one.port} ${one.holder}`, one]));
    return [...distinct.values()].map(({ port, holder }) => finding('ike-port-held', 'warning', { port, holder }));
  },
};
