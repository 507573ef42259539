import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quote } from '#compiler/quote';
import { findPowerShell } from '#host/find-powershell';

/** Runs stand-alone scripts in whatever PowerShell this computer has, against whatever NetSecurity module it finds. */
const executable = findPowerShell(process.env, process.platform);
/** Real scripts change the real policy of a Windows computer: only on somebody's own word. */
const allowed = process.platform !== 'win32' || process.env['IPSEC_WIZARD_TEST_THIS_COMPUTER'] === '1';

/** The key of all tests here; the output is searched for it. Not ASCII, with a quote, with a pair of surrogates. */
export const key = "Zażółć-4531 'q 😀";

export interface Outcome {
  /** What the body has put into $result. */
  readonly result: unknown;
  /** Everything that was printed. */
  readonly output: string;
}

const golden = (example: string): string =>
  fileURLToPath(new URL(`../../electron/compiler/golden/${example}.ps1`, import.meta.url));

/** Cmdlets that store something; each is put behind a function that can be told to fail. */
const storing = [
  'New-NetIPsecPhase1AuthSet', 'New-NetIPsecMainModeCryptoSet', 'New-NetIPsecQuickModeCryptoSet',
  'New-NetIPsecMainModeRule', 'New-NetIPsecRule', 'New-NetFirewallRule',
  'Disable-NetIPsecRule', 'Disable-NetIPsecMainModeRule', 'Disable-NetFirewallRule',
  'Enable-NetIPsecRule', 'Enable-NetIPsecMainModeRule', 'Enable-NetFirewallRule',
  'Remove-NetIPsecPhase1AuthSet', 'Remove-NetIPsecMainModeCryptoSet', 'Remove-NetIPsecQuickModeCryptoSet',
  'Remove-NetIPsecMainModeRule', 'Remove-NetIPsecRule', 'Remove-NetFirewallRule',
]; // prettier-ignore

const failing = (cmdlet: string): string =>
  `function ${cmdlet} { $global:calls++; if ($global:failAt -contains $global:calls) { throw "injected in call $($global:calls)" }; NetSecurity\\${cmdlet} @args }`;

/** `Invoke-It` runs the script and keeps its exit code; `Get-Store` tells what the store holds of everybody. */
const prelude = (example: string): string => `
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module -Name NetSecurity
$it = ${quote(golden(example))}
$key = ConvertTo-SecureString -String ${quote(key)} -AsPlainText -Force
$result = @{}
function Invoke-It {
    param([hashtable] $With = @{ PreSharedKey = $key }, [int[]] $FailAt = @())
    $global:calls = 0
    $global:failAt = $FailAt
    & {
${storing.map(failing).join('\n')}
        & $it @With | Out-Host
    }
    return $LASTEXITCODE
}
function Get-Store {
    $kinds = 'NetIPsecRule', 'NetIPsecMainModeRule', 'NetFirewallRule', 'NetIPsecPhase1AuthSet', 'NetIPsecQuickModeCryptoSet', 'NetIPsecMainModeCryptoSet'
    $all = foreach ($kind in $kinds) { & "Get-$kind" -All -PolicyStore PersistentStore | ForEach-Object { "$kind $($_.InstanceID) $($_.DisplayName) $(if ($kind -like '*Rule') { $_.Enabled })" } }
    return (@($all) -join [char]10)
}
`;

const answer = `
[Console]::Out.WriteLine('answer:' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $result -Depth 4))))
`;

const spawn = (
  file: string,
  environment: NodeJS.ProcessEnv = process.env,
): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(
    executable ?? '',
    ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', file],
    { encoding: 'utf8', timeout: 240_000, input: '', env: { ...environment, NO_COLOR: '1' } },
  );
  return { status, output: `${stdout}${stderr}` };
};

function withFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'ipsecbw-script-'));
  try {
    const file = join(folder, 'bench.ps1');
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs PowerShell around one golden script and answers what the body has put into `$result`. */
export function bench(example: string, body: string): Outcome {
  const { output } = withFile(`${prelude(example)}${body}${answer}`, (file) => spawn(file));
  const found = /answer:([A-Za-z0-9+/=]+)/u.exec(output)?.[1];
  if (found === undefined) throw new Error(`No answer: ${output}`);
  const result: unknown = JSON.parse(Buffer.from(found, 'base64').toString('utf8'));
  return { result, output: output.replace(found, '') };
}

/** The script itself as `-File`, without a key, with nothing to read from standard input. */
export const runAlone = (example: string, environment?: NodeJS.ProcessEnv): { status: number | null; output: string } =>
  spawn(golden(example), environment);

const interrupted = (example: string): string => `
Import-Module -Name NetSecurity
& {
    function New-NetIPsecRule { [Console]::WriteLine('reached'); Start-Sleep -Seconds 60 }
    & ${quote(golden(example))} -PreSharedKey (ConvertTo-SecureString -String ${quote(key)} -AsPlainText -Force)
}
`;

/** The script in a process of its own, to which Ctrl-C is sent when all but its last step is done. */
export async function interruptAtLastStep(example: string): Promise<{ status: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'ipsecbw-script-'));
  const file = join(folder, 'interrupted.ps1');
  writeFileSync(file, interrupted(example));
  const child = execFile(executable ?? '', ['-NoLogo', '-NoProfile', '-File', file], { timeout: 240_000 });
  let output = '';
  const heard = (text: string): void => {
    if (!output.includes('reached') && text.includes('reached')) child.kill('SIGINT');
    output += text;
  };
  child.stdout?.on('data', heard);
  child.stderr?.on('data', heard);
  const [status] = (await once(child, 'close')) as [number | null];
  rmSync(folder, { recursive: true, force: true });
  return { status, output };
}

const probe = `
$ErrorActionPreference = 'Stop'
Import-Module -Name NetSecurity
if (@(Get-NetIPsecRule -All -PolicyStore PersistentStore | Where-Object { "$($_.InstanceID)" -like 'ipsecbw-*' }).Count -gt 0) { exit 5 }
$null = New-NetFirewallRule -Name 'test-of-the-script' -DisplayName 'Test' -Enabled False -Action Allow -PolicyStore PersistentStore
Remove-NetFirewallRule -Name 'test-of-the-script' -PolicyStore PersistentStore
exit 4
`;

function reasonAgainst(): string | undefined {
  if (executable === undefined || !existsSync(executable)) return 'there is no PowerShell here';
  if (!allowed) return 'IPSEC_WIZARD_TEST_THIS_COMPUTER is not 1';
  const { status } = withFile(probe, (file) => spawn(file));
  if (status === 5) return 'a policy of ours is in place on this computer';
  return status === 4 ? undefined : 'its PowerShell has no NetSecurity module that takes rules';
}

/** Why the scripts cannot be run here; undefined where they can. */
export const whyNot = reasonAgainst();
