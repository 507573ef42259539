import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import type { Inventory } from '#contract/store-object';
import { nothingAside, type Aside, type AssignedPolicy } from '../aside';
import { compile } from '../compile';
import { isObjectStep, type Plan } from '../plan';
import { planChange, planRemoval } from '../plan-change';
import type { UndoingInvocation } from '../plan';
import { undoScript } from '../undo-script';
import { addresses, examplePolicies } from './example-policies';
import { local, nothing, onComputer } from './planned';

/** For tests: the inverses of a plan in the order in which they are owed. */
export const inversesOf = ({ steps }: Pick<Plan, 'steps'>): readonly UndoingInvocation[] =>
  steps.flatMap((step) => (isObjectStep(step) ? [step.inverse] : [])).toReversed();

export const changeId = '0123456789ab';
export const taskName = `IPsec Backup Wizard undo ${changeId}`;

const article = presetPolicy({ role: 'server' });
/** Every second one, so that they do not become one range. */
const peers = addresses(...Array.from({ length: 60 }, (_, at) => `192.0.2.${at * 2 + 1}`));
const many = presetPolicy({ role: 'server', peers });
const example = (name: string): IpSecurityPolicy => {
  const policy = examplePolicies[name];
  if (policy === undefined) throw new TypeError(`There is no example ${name}.`);
  return policy;
};
const fresh = (name: string): Plan => planChange(compile(example(name), local), nothing);

/** As `ActivePolicy` has it. */
export const assigned: AssignedPolicy = {
  path: 'SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local\\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}',
  name: 'FBS by hand',
};
const aside: Aside = { firewallRules: [], assignedPolicy: assigned };
const assignedHere: Inventory = {
  objects: [
    { kind: 'AssignedPolicy', name: 'ActivePolicy', properties: { Path: assigned.path, DisplayName: assigned.name } },
  ],
  enforcement: [],
};
const unassigning = planChange(compile(example('server-narrowed'), local), assignedHere, {
  put: aside,
  back: nothingAside,
});
const assigningAgain = planRemoval(compile(article, local), onComputer(article), { put: nothingAside, back: aside });

/** The plans whose undo scripts are kept as golden files. */
export const undoPlans = {
  'undo-server-narrowed': fresh('server-narrowed'),
  'undo-workstation-hostile': fresh('workstation-hostile'),
  'undo-update': planChange(compile(many, local), onComputer(article)),
  'undo-update-hostile': planChange(compile(article, local), onComputer(example('server-hostile'))),
  'undo-wider': planChange(compile(article, local), onComputer(many)),
  'undo-removal': planRemoval(compile(many, local), onComputer(many)),
  'undo-unassign': unassigning,
  'undo-assign-again': assigningAgain,
} as const satisfies Readonly<Record<string, Plan>>;

export const scriptFor = (plan: Plan, dryStart = false): string =>
  undoScript({ taskName, changeId, inverses: inversesOf(plan), dryStart });
