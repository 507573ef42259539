/** Which policy of secpol.msc the Policy Agent works with: not always the one that is named as assigned. */
import { services } from './network-facts';
import { LEGACY_LOCAL, registryValue } from './registry-facts';
import type { SimulatedState } from './state';
import { sameWord } from './stored-object';

const POLICY_AGENT = 'PolicyAgent';

/** The path that is named as assigned; '' for none. */
const assignedIn = (state: SimulatedState): string => String(registryValue(state, LEGACY_LOCAL, 'ActivePolicy') ?? '');

const withAgent = (state: SimulatedState, secpolInForce: string | undefined): SimulatedState => {
  const { secpolInForce: before, ...computer } = state.computer;
  if (before === secpolInForce) return state;
  return { ...state, computer: secpolInForce === undefined ? computer : { ...computer, secpolInForce } };
};

const isRunning = (state: SimulatedState): boolean =>
  services(state).some(({ Name, Status }) => sameWord(Name, POLICY_AGENT) && Status === 'Running');

const readByAgent = (state: SimulatedState): string => state.computer.secpolInForce ?? assignedIn(state);

/** The path of the policy that is in force, '' for none. What the file does not tell is what is assigned. */
export const secpolInForce = (state: SimulatedState): string => (isRunning(state) ? readByAgent(state) : '');

/**
 * Whether a policy of secpol.msc decides in place of the rules that NetSecurity knows. The file has no more of it than its
 * name, so that it is played as one that protects nothing.
 */
export const secpolDecides = (state: SimulatedState): boolean =>
  state.unsure.secpolPrecedence === 'secpol-first' && secpolInForce(state) !== '';

/** A value of the registry was changed: a service that does not notice goes on with what it has read. */
export function valueChanged(before: SimulatedState, after: SimulatedState): SimulatedState {
  if (after.unsure.secpolChanges === 'noticed') return withAgent(after, undefined);
  const inForce = readByAgent(before);
  return withAgent(after, sameWord(inForce, assignedIn(after)) ? undefined : inForce);
}

/** A service that starts reads what is assigned. */
export const serviceStarted = (state: SimulatedState, service: string): SimulatedState =>
  sameWord(service, POLICY_AGENT) ? withAgent(state, undefined) : state;
