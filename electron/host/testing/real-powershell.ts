import { existsSync } from 'node:fs';
import { findPowerShell } from '../find-powershell';
import { MOST_ANSWER_BYTES } from '../envelope';
import { PowerShellSession } from '../powershell-session';

const found = findPowerShell(process.env, process.platform);

/** The PowerShell of this computer, where it has one. */
export const realPowerShell: string | undefined = found !== undefined && existsSync(found) ? found : undefined;

/** For the name of a test that needs one: says why it is skipped. */
export const needsPowerShell = (name: string): string =>
  realPowerShell === undefined
    ? `${name} [skipped: no PowerShell; set IPSEC_WIZARD_POWERSHELL or put pwsh on the path]`
    : name;

/** A session of the PowerShell that was found; throws where there is none. */
export function openRealPowerShell(): Promise<PowerShellSession> {
  if (realPowerShell === undefined) throw new Error('There is no PowerShell here.');
  return PowerShellSession.open({
    executable: realPowerShell,
    environment: process.env,
    callTimeoutMs: 60_000,
    mostAnswerBytes: MOST_ANSWER_BYTES,
  });
}
