import { quote } from '#compiler/quote';
import { describeError } from './envelope';

/**
 * The scripts that run in PowerShell: Windows PowerShell 5.1 syntax, ASCII. Data enters through `quote` and
 * `renderInvocation` alone; what is interpolated here otherwise are constants of this program.
 *
 * No Set-StrictMode: NetSecurity's type data computes properties by script in the caller's scope, and under strict mode
 * some of those would fail and be missing without a word.
 */

/** How deep objects inside objects are told: sets hold proposals, proposals hold nothing deeper; the rest is room. */
const MOST_NESTED_OBJECTS = 4;

const quiet = `
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$VerbosePreference = 'SilentlyContinue'
$DebugPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { $Error.Clear() }
`;

/**
 * Windows PowerShell 5.1 gives arrays a second Count by type data, and ConvertTo-Json then writes some of them as
 * { "value": [...], "Count": n }; without the type data they stay arrays. PowerShell 7 has none and ignores this.
 */
const arraysStayArrays = `
Remove-TypeData -TypeName System.Array -ErrorAction Ignore
`;

/**
 * A pre-shared key is stored readable and is part of what Get-NetIPsecPhase1AuthSet answers. It never leaves PowerShell:
 * its place takes a digest under a key that is new for each read.
 */
const keyDigest = `
function Get-IpsecbwKeyDigest($Text, $Digest) {
  $bytes = $Digest.ComputeHash([Text.Encoding]::UTF8.GetBytes([string] $Text))
  return [BitConverter]::ToString($bytes).Replace('-', '').ToLowerInvariant()
}
`;

/**
 * Enumerations become their words, because ConvertTo-Json would write integers; whole numbers beyond what JSON readers
 * keep exactly become text; a list stays a list, with one element too. CimInstances lose the properties that describe
 * the instance instead of the object.
 */
const projection = `
function ConvertTo-IpsecbwValue($Value, [int] $Depth, $Digest) {
  if ($null -eq $Value) { return $null }
  if ($Value -is [bool]) { return [bool] $Value }
  if ($Value -is [System.Enum] -or $Value -is [string] -or $Value -is [char]) { return [string] $Value }
  if ($Value -is [datetime]) { return $Value.ToString('o') }
  if ($Value.GetType().IsPrimitive -or $Value -is [decimal]) {
    if ([Math]::Abs([double] $Value) -gt 9007199254740991) { return [string] $Value }
    return $Value
  }
  if ($Value -is [System.ValueType] -or $Value -is [System.Type]) { return [string] $Value }
  if ($Value -is [System.Collections.IEnumerable]) {
    $items = New-Object System.Collections.ArrayList
    foreach ($item in $Value) { $null = $items.Add((ConvertTo-IpsecbwValue $item $Depth $Digest)) }
    return , $items.ToArray()
  }
  if ($Depth -le 0) { return [string] $Value }
  return ConvertTo-IpsecbwRow $Value (Get-IpsecbwPropertyName $Value) ($Depth - 1) $Digest
}

function Get-IpsecbwPropertyName($Object) {
  foreach ($property in $Object.PSObject.Properties) {
    if ($property.Name -notmatch '^(Cim(Class|InstanceProperties|SystemProperties)|PS.*ComputerName)$') { $property.Name }
  }
}

function ConvertTo-IpsecbwRow($Object, $Names, [int] $Depth, $Digest) {
  $row = New-Object System.Collections.Specialized.OrderedDictionary
  foreach ($name in $Names) {
    $property = $Object.PSObject.Properties[$name]
    if ($null -eq $property) { continue }
    try { $value = $property.Value } catch { continue }
    if ($name -ne 'PreSharedKey' -and $name -ne 'PSK') {
      $row[$name] = ConvertTo-IpsecbwValue $value $Depth $Digest
    } elseif (-not [string]::IsNullOrEmpty([string] $value)) {
      $row[$name] = Get-IpsecbwKeyDigest $value $Digest
    }
  }
  return $row
}
`;

const reading = `
function Invoke-IpsecbwRead([scriptblock] $Call, $Names, $Digest) {
  try {
    $rows = New-Object System.Collections.ArrayList
    foreach ($object in @(& $Call)) {
      if ($null -ne $object) { $null = $rows.Add((ConvertTo-IpsecbwRow $object $Names ${MOST_NESTED_OBJECTS} $Digest)) }
    }
    return @{ rows = $rows.ToArray() }
  } catch {
    return @{ error = (& { ${describeError} }) }
  }
}
`;

const attempting = `
function Get-IpsecbwFact([scriptblock] $Read) {
  try { return @{ value = @(& $Read) } } catch { return @{ reason = (& { ${describeError} }).message } }
}

function Assert-IpsecbwWindows {
  if ([Environment]::OSVersion.Platform -ne 'Win32NT') { throw 'This computer does not run Windows.' }
}

function Assert-IpsecbwCommand($Name) {
  if (-not (Get-Command -Name $Name -ErrorAction SilentlyContinue)) { throw "This computer has no cmdlet $Name." }
}
`;

/** Runs once in each new process: settings, functions, and the table that keeps the outcomes of steps. */
export const prelude = [
  quiet,
  arraysStayArrays,
  keyDigest,
  projection,
  reading,
  attempting,
  '$global:ipsecbwSteps = @{}\n',
].join('');

/** One read: a rendered reading call and the properties wanted of each object. */
export interface RenderedRead {
  readonly call: string;
  readonly select: readonly string[];
}

const readExpression = ({ call, select }: RenderedRead): string =>
  `(Invoke-IpsecbwRead { ${call} } @(${select.map(quote).join(',')}) $ipsecbwDigest)`;

/** All reads of one exchange; `digestKey` is base64 of random bytes, under which stored keys are digested. */
export const readScript = (reads: readonly RenderedRead[], digestKey: string): string => `
$ipsecbwDigest = New-Object System.Security.Cryptography.HMACSHA256 (, [Convert]::FromBase64String(${quote(digestKey)}))
@{ answers = @(
${reads.map(readExpression).join(',\n')}
) }
`;

/** PowerShell text for the outcome of an earlier step of the same process. */
export const stepOutcome = (id: string): string => `$global:ipsecbwSteps[${quote(id)}]`;

/** Carries out one rendered call and keeps its outcome under the id of its step; answers nothing. */
export const stepScript = (id: string, call: string): string => `${stepOutcome(id)} = ${call}\n`;
