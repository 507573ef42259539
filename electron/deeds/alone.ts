import type { Invocation } from '#contract/invocation';
import { finding, type Finding } from '#contract/finding';
import type { ChangeReport } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { nameIn } from '#transaction/named';
import type { Place } from './place';

/** A change as it ended, and what was wrong with the folder that its journal lies in. */
export interface DoneChange extends ChangeReport {
  readonly folderProblem?: string;
  /** What was put aside and did not come back. */
  readonly findings?: readonly Finding[];
}

/** Changes one computer while no other copy of this program does, with a journal that others cannot write to. */
export async function alone(place: Place, change: () => Promise<DoneChange>): Promise<DoneChange> {
  const folderProblem = await place.secureFolder();
  const done = await withChangeLock(place.files, change);
  return folderProblem === undefined ? done : { ...done, folderProblem };
}

/** In a Group Policy object a firewall rule cannot be switched off before it is deleted: what is left of these still counts. */
export const isStillOn = ({ cmdlet, parameters }: Invocation): boolean =>
  cmdlet === 'Remove-NetFirewallRule' && parameters['PolicyStore'] !== 'PersistentStore';

function leftOverFindings(leftOver: ChangeReport['leftOver']): readonly Finding[] {
  const [on, off] = [leftOver.filter(isStillOn), leftOver.filter((one) => !isStillOn(one))];
  return [
    ...(off.length === 0 ? [] : [finding('other-generation-left', 'warning', { names: off.map(nameIn) })]),
    ...(on.length === 0 ? [] : [finding('gpo-block-rule-left', 'warning', { names: on.map(nameIn) })]),
  ];
}

/** What a person should mind of a change that has ended. */
export const endFindings = ({ leftOver, folderProblem, findings = [] }: DoneChange): readonly Finding[] => [
  ...leftOverFindings(leftOver),
  ...findings,
  ...(folderProblem === undefined ? [] : [finding('folder-not-secured', 'warning', { reason: folderProblem })]),
];
