import type { Scenario } from './fault-scenarios';
import { bareDisk, shapesOf, type Shape } from './shapes';
import type { Disk } from './watched-computer';

export const gpo = 'corp.example\\FBS';
export const gpoStore = `gpo:${gpo}`;
export const inGpo = ['--target', 'gpo', '--gpo', gpo];

const apply = (...more: readonly string[]): readonly string[] => [
  ...['apply', '--role', 'workstation', '--auth', 'kerberos', '--yes'],
  ...inGpo,
  ...more,
];
const narrow = ['--peer', '192.0.2.10'];
const stored = 4;

const certificate = ['--auth', 'certificate', '--ca', 'CN=Corp Root CA'];

/** Changes in a Group Policy object that an administrator has made, with rules of others in it. */
export const gpoScenarios: readonly Scenario[] = [
  { name: 'a workstation in a GPO', before: [], change: apply(), key: '', status: stored },
  { name: 'a narrowed one in a GPO', before: [], change: apply(...narrow), key: '', status: stored },
  {
    name: 'an update in a GPO',
    before: [apply(...narrow)],
    change: apply('--peer', '198.51.100.7', '--protection', 'recommended'),
    key: '',
    status: stored,
  },
  {
    name: 'a GPO from Kerberos to certificates',
    before: [apply(...narrow)],
    change: [...apply(...narrow).map((word) => (word === 'kerberos' ? 'certificate' : word)), ...certificate.slice(2)],
    key: '',
    status: stored,
  },
  {
    name: 'only secured connections, in a GPO',
    before: [apply('--role', 'server', '--allow-if-secure')],
    change: apply('--role', 'server', '--allow-if-secure', '--port', '5000'),
    key: '',
    status: stored,
  },
  {
    name: 'a removal from a GPO',
    before: [apply(...narrow)],
    change: ['remove', '--yes', ...inGpo],
    key: '',
    status: 0,
  },
];

/** What is of others in the object before anything of ours is. */
const ofOthers = {
  NetIPsecRule: [{ Name: 'of-somebody-else', DisplayName: 'Rule of somebody else', Enabled: 'True' }],
  NetFirewallRule: [{ Name: 'allow-of-somebody-else', DisplayName: 'Allow', Enabled: 'True', Action: 'Allow' }],
};

/** A computer of the domain, with a Group Policy object that is somebody else's as well. */
async function bareDomain(): Promise<Disk> {
  const disk = await bareDisk({});
  const stores = { ...disk.state.stores, [gpoStore]: ofOthers };
  return { ...disk, state: { ...disk.state, stores } };
}

/** All plan shapes of a Group Policy object, with every moment of them. */
export const gpoShapes = async (): Promise<readonly Shape[]> => shapesOf(gpoScenarios, await bareDomain());
