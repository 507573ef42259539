import { spawn } from 'node:child_process';
import { win32 } from 'node:path';
import { fail } from '#contract/app-error';
import type { Environment } from '#host/find-powershell';

/**
 * The portable file that was double-clicked, as its launcher names it. The launcher unpacks into a folder that goes with
 * the first run, so what is to be started again is the file itself. Undefined for every other form of the program.
 */
export function portableFile(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { PORTABLE_EXECUTABLE_FILE: file = '', PORTABLE_EXECUTABLE_DIR: folder = '' } = environment;
  const fits = win32.isAbsolute(file) && /\.exe$/iu.test(file) && win32.dirname(file) === win32.normalize(folder);
  return fits ? file : undefined;
}

/** What is to be started: an absolute path, and arguments that are handed over to the letter. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

/** Runs a program without a shell; answers its exit status, null when a signal ended it. Rejects when it cannot start. */
export type RunProgram = (program: Program, environment: Environment) => Promise<number | null>;

const runProgram: RunProgram = ({ file, args }, environment) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { ...environment }, stdio: 'ignore', windowsHide: true, shell: false });
    child.once('error', reject);
    child.once('exit', resolve);
  });

const exitStatus = { started: 0, refused: 5, failed: 6 } as const;
/** ERROR_CANCELLED: the person said no, or the consent dialog timed out. A number, because the message is localised. */
const errorCancelled = 1223;

/**
 * Start-Process -Verb RunAs loses the error number, so its .NET counterpart is called; see ProcessStartInfo.Verb. What is
 * started comes by the environment, so no path is ever part of script text.
 */
const script = `
try {
  $start = New-Object System.Diagnostics.ProcessStartInfo
  $start.FileName = $env:IPSECBW_RESTART_FILE
  $start.Arguments = $env:IPSECBW_RESTART_ARGUMENTS
  $start.UseShellExecute = $true
  $start.Verb = 'runas'
  $null = [System.Diagnostics.Process]::Start($start)
  exit ${exitStatus.started}
} catch {
  $cause = $_.Exception.GetBaseException()
  if ($cause -is [System.ComponentModel.Win32Exception] -and $cause.NativeErrorCode -eq ${errorCancelled}) { exit ${exitStatus.refused} }
  exit ${exitStatus.failed}
}`;

/** CommandLineToArgvW's rules: quotes around, back-slashes before a quote doubled. Windows paths hold no quotes anyway. */
const quoteArgument = (argument: string): string =>
  `"${argument.replaceAll(/(\\*)("|$)/gu, '$1$1$2').replaceAll('"', '\\"')}"`;

/** Windows PowerShell in its fixed place; one on the path might be anybody's. */
const windowsPowerShell = (environment: Environment): string =>
  win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');

export interface RestartOptions {
  readonly program: Program;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly run?: RunProgram;
}

async function ask({ program, environment, run = runProgram }: RestartOptions): Promise<number | null> {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-WindowStyle', 'Hidden', '-EncodedCommand', encoded];
  const restart = {
    IPSECBW_RESTART_FILE: program.file,
    IPSECBW_RESTART_ARGUMENTS: program.args.map(quoteArgument).join(' '),
  };
  try {
    return await run({ file: windowsPowerShell(environment), args }, { ...environment, ...restart });
  } catch (error) {
    return fail('elevation-failed', { reason: error instanceof Error ? error.message : 'PowerShell did not start' });
  }
}

/**
 * Starts the program once more, with Windows' own question for administrator rights; resolves when the new one has
 * started. Throws AppFailure `elevation-not-here`, `elevation-refused` (the person said no) or `elevation-failed`.
 */
export async function restartAsAdministrator(options: RestartOptions): Promise<void> {
  if (options.platform !== 'win32') fail('elevation-not-here', {});
  const status = await ask(options);
  if (status === exitStatus.refused) fail('elevation-refused', {});
  if (status !== exitStatus.started)
    fail('elevation-failed', { reason: `PowerShell ended with status ${String(status)}` });
}
