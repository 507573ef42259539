import type { Invocation } from '#contract/invocation';
import { isAsideCall } from '#compiler/aside';

const selecting = /^(?:Remove|Disable|Enable|Rename|Copy)-Net(?:IPsec|Firewall)/iu;
const selector = /^(?:Name|IPsecRuleName|ID)$/iu;
const taskSelector = /^(?:TaskName|TaskPath)$/iu;
const wildcard = /[*?[\]]/u;
/** Registry and services belong to all of Windows: of them only what un-assigns a policy of secpol.msc, and assigns it again. */
const ofWindows = /^(?!Get-)\w+-(?:Item|ItemProperty|Service)$/iu;

const namesOne = (name: unknown): boolean => typeof name === 'string' && name !== '' && !wildcard.test(name);

/** A task is named by its name and its folder; a bare `Unregister-ScheduledTask` deletes every task of the computer. */
function isUnselectiveOfTasks({ parameters }: Invocation): boolean {
  const names = Object.entries(parameters).filter(([parameter]) => taskSelector.test(parameter));
  return names.length !== 2 || !names.every(([, name]) => namesOne(name));
}

/**
 * Whether a call could hit more than the one object that it names. A bare `Remove-NetIPsecRule` deletes every rule of
 * the computer, and so does one with nothing but a store (Remove-NetIPsecRule.md, example 1); names are taken for
 * patterns. No plan holds such a call; this is the last door before Windows.
 */
export function isUnselective(invocation: Invocation): boolean {
  if (/^Unregister-ScheduledTask$/iu.test(invocation.cmdlet)) return isUnselectiveOfTasks(invocation);
  const { cmdlet, parameters } = invocation;
  if (ofWindows.test(cmdlet)) return !isAsideCall(invocation);
  if (!selecting.test(cmdlet)) return false;
  const names = Object.entries(parameters).filter(([parameter]) => selector.test(parameter));
  return names.length !== 1 || !names.every(([, name]) => namesOne(name));
}
