import type { Scenario } from './fault-scenarios';

/** The rule that the backup's own installer made: it lets the port in, and nothing else. */
export const installersRule = 'FBS-Server-In-TCP';

const server = ['apply', '--role', 'server', '--yes', '--auth', 'kerberos'];
const secure = [...server, '--allow-if-secure'];
const alone = [...secure, '--disable-allow-rules'];
const recommended = ['--protection', 'recommended'];

const scenario = (name: string, before: Scenario['before'], change: Scenario['change']): Scenario => ({
  ...{ name, before, change, key: '', status: 0, consented: [installersRule] },
});

/** "Allow the connection if it is secure", and rules of others that are switched off for it and given back. */
export const asideScenarios: readonly Scenario[] = [
  { ...scenario('only secured connections', [], secure), consented: [] },
  scenario('putting a rule of others aside', [], alone),
  scenario('putting it aside later', [secure], alone),
  scenario('an update that leaves it aside', [alone], [...secure, ...recommended]),
  scenario('giving up the layer', [alone], [...server, ...recommended]),
  scenario('another port', [alone], [...secure, '--port', '5000']),
  scenario('a removal that gives back', [alone], ['remove', '--yes']),
];
