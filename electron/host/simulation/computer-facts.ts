import type { Attempt, ComputerFacts } from '#contract/facts';
import { now } from './clock';
import type { SimulatedState } from './state';

const known = <T>(value: T): Attempt<T> => ({ available: true, value });

/** The facts as PowerShell would tell them; nothing more can be asked where PowerShell is locked down. */
export function computerFacts(state: SimulatedState): ComputerFacts {
  const { computer } = state;
  const { name, languageMode } = computer;
  const unasked = { available: false, reason: `PowerShell runs in ${languageMode}` } as const;
  const isLocked = languageMode !== 'FullLanguage';
  const told = <T>(value: T): Attempt<T> => (isLocked ? unasked : known(value));
  const missing = { available: false, reason: 'the NetSecurity module is not installed' } as const;
  return {
    computerName: name,
    now: new Date(now(state)).toISOString(),
    languageMode,
    netSecurityModule: computer.netsecurityModule === 'missing' && !isLocked ? missing : told(true),
    scheduledTasks: told(true),
    elevated: told(computer.elevated),
    windows: told({ edition: computer.edition, build: String(computer.build) }),
    domain: told(computer.domain),
    addresses: told(computer.addresses),
    listeningPorts: told(computer.listening),
  };
}
