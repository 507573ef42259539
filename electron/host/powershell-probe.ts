/**
 * The script that asks for every fact beside the stores: Windows PowerShell 5.1 syntax, ASCII, no data from outside.
 * It runs after the prelude of powershell-scripts.ts. Nothing in it may hang: CIM questions, names and the network are
 * waited for in seconds; the registry, the service manager and the table of connections answer from memory.
 */

import { aboutCertificates, certificateFunctions } from './powershell-certificates';

/** A question may hang with the service that answers it. */
const MOST_SECONDS_PER_QUESTION = 10;
/** A domain controller that is near answers in milliseconds. */
const MOST_MS_PER_TRY = 2_000;
const MOST_CONTROLLERS = 2;
const MOST_CONNECTIONS = 5_000;
const KERBEROS_PORT = 88;
const NTP_PORT = 123;
const NTP_BYTES = 48;
/** Version 3, mode 3: a client asks (RFC 5905, 7.3). */
const NTP_QUESTION = 27;
/** NTP counts from 1900, in 32 bits: what lies below the half belongs to the era from 2036 on. */
const NTP_SECONDS_TO_1970 = 2_208_988_800;
const NTP_HALF_ERA = 2_147_483_648;

const asking = `
function Get-IpsecbwInstance($Namespace, $Class, $Filter) {
  Assert-IpsecbwWindows
  $question = @{ Namespace = $Namespace; ClassName = $Class; OperationTimeoutSec = ${MOST_SECONDS_PER_QUESTION}; ErrorAction = 'Stop' }
  if ($Filter) { $question.Filter = $Filter }
  Get-CimInstance @question
}

function Get-IpsecbwRegistryValue($Key, $Name) {
  $item = Get-Item -LiteralPath "Registry::$Key" -ErrorAction SilentlyContinue
  if ($null -ne $item) { $item.GetValue($Name) }
}

function Test-IpsecbwLogging($Kind, $Name) {
  $key = "SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell\\$Kind"
  $machine = Get-IpsecbwRegistryValue "HKEY_LOCAL_MACHINE\\$key" $Name
  $user = Get-IpsecbwRegistryValue "HKEY_CURRENT_USER\\$key" $Name
  return [bool] ("$machine" -eq '1' -or "$user" -eq '1')
}
`;

/**
 * The domain's own name leads to its controllers. The time comes from the controller's NTP server, which every member
 * of the domain asks: `nltest` and `w32tm` may wait for half a minute.
 */
const reachingTheDomain = `
function Test-IpsecbwPort($Address, [int] $Port) {
  $client = New-Object -TypeName Net.Sockets.TcpClient -ArgumentList $Address.AddressFamily
  try {
    $attempt = $client.BeginConnect($Address, $Port, $null, $null)
    return [bool] ($attempt.AsyncWaitHandle.WaitOne(${MOST_MS_PER_TRY}) -and $client.Connected)
  } catch { return $false } finally { $client.Close() }
}

function Get-IpsecbwClockSkew($Address) {
  $client = New-Object -TypeName Net.Sockets.UdpClient -ArgumentList $Address.AddressFamily
  try {
    $client.Client.ReceiveTimeout = ${MOST_MS_PER_TRY}
    $client.Connect($Address, ${NTP_PORT})
    $packet = New-Object -TypeName byte[] -ArgumentList ${NTP_BYTES}
    $packet[0] = ${NTP_QUESTION}
    $null = $client.Send($packet, ${NTP_BYTES})
    if ($client.Client.Receive($packet) -lt ${NTP_BYTES}) { return $null }
    $there = [double] $packet[40] * 16777216 + [double] $packet[41] * 65536 + [double] $packet[42] * 256 + [double] $packet[43]
    if ($there -eq 0) { return $null }
    if ($there -lt ${NTP_HALF_ERA}) { $there += 4294967296 }
    $here = ([DateTime]::UtcNow - (New-Object -TypeName DateTime -ArgumentList 1970, 1, 1)).TotalSeconds
    return [Math]::Round($here - ($there - ${NTP_SECONDS_TO_1970}))
  } catch { return $null } finally { $client.Close() }
}

function Get-IpsecbwWritableController {
  # A read-only controller cannot be the PDC emulator, and Group Policy editors use that one as well.
  try { return [string] [System.DirectoryServices.ActiveDirectory.Domain]::GetComputerDomain().PdcRoleOwner.Name }
  catch { return '' }
}

function Get-IpsecbwDomainReach($Domain) {
  $addresses = @()
  try {
    $question = [Net.Dns]::BeginGetHostAddresses($Domain, $null, $null)
    if ($question.AsyncWaitHandle.WaitOne(${MOST_MS_PER_TRY})) { $addresses = @([Net.Dns]::EndGetHostAddresses($question)) }
  } catch { $addresses = @() }
  foreach ($address in @($addresses | Select-Object -First ${MOST_CONTROLLERS})) {
    if (Test-IpsecbwPort $address ${KERBEROS_PORT}) {
      return @{
        reachable = $true
        clockSkewSeconds = (Get-IpsecbwClockSkew $address)
        writableController = (Get-IpsecbwWritableController)
      }
    }
  }
  return @{ reachable = $false; clockSkewSeconds = $null }
}
`;

/** ProductName says Windows 10 on Windows 11 as well: the build number tells. */
const aboutTheComputer = `
  computerName = [string] [Environment]::MachineName
  now = [DateTime]::UtcNow.ToString('o', [Globalization.CultureInfo]::InvariantCulture)
  machineId = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    $id = [string] (Get-IpsecbwRegistryValue 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography' 'MachineGuid')
    if (-not $id) { throw 'The registry holds no MachineGuid.' }
    $id
  }
  elevated = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object Security.Principal.WindowsPrincipal $identity
    $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
  }
  windows = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    $version = Get-ItemProperty -LiteralPath 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
    [string] $version.ProductName
    [string] $version.CurrentBuild
  }
  domain = Get-IpsecbwFact {
    $computer = Get-IpsecbwInstance 'root/cimv2' 'Win32_ComputerSystem'
    if ($computer.PartOfDomain) { [string] $computer.Domain }
  }
  domainController = Get-IpsecbwFact {
    $computer = Get-IpsecbwInstance 'root/cimv2' 'Win32_ComputerSystem'
    if ($computer.PartOfDomain) { Get-IpsecbwDomainReach ([string] $computer.Domain) }
  }
  services = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    foreach ($one in @(Get-Service -Name @('IKEEXT', 'PolicyAgent', 'BFE', 'MpsSvc', 'Schedule') -ErrorAction SilentlyContinue)) {
      @{ name = [string] $one.Name; status = [string] $one.Status; startType = [string] $one.StartType }
    }
  }
`;

/** Scopes come in the order in which they count; `Process` is about the asking process alone. */
const aboutPowerShell = `
  netSecurityModule = Get-IpsecbwFact {
    if (-not (Get-Module -ListAvailable -Name NetSecurity)) { throw 'PowerShell finds no module named NetSecurity.' }
    Import-Module -Name NetSecurity -ErrorAction Stop
    $true
  }
  scheduledTasks = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    Import-Module -Name ScheduledTasks -ErrorAction Stop
    if ((Get-Service -Name Schedule -ErrorAction Stop).Status -ne 'Running') { throw 'The service Task Scheduler does not run.' }
    $true
  }
  powershellLogging = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    Test-IpsecbwLogging 'ModuleLogging' 'EnableModuleLogging'
    Test-IpsecbwLogging 'ScriptBlockLogging' 'EnableScriptBlockLogging'
    Test-IpsecbwLogging 'Transcription' 'EnableTranscripting'
  }
  executionPolicy = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    foreach ($one in @(Get-ExecutionPolicy -List)) {
      if ("$($one.Scope)" -ne 'Process' -and "$($one.ExecutionPolicy)" -ne 'Undefined') {
        @{ policy = [string] $one.ExecutionPolicy; scope = [string] $one.Scope }
        break
      }
    }
  }
`;

/**
 * MSFT_NetIPAddress.PrefixOrigin 3 is Dhcp; once the module's type data is loaded the word may stand there instead.
 * IKEEXT lives in a svchost like many others, so its process is told by the service manager.
 */
const aboutTheNetwork = `
  addresses = Get-IpsecbwFact {
    Assert-IpsecbwCommand 'Get-NetIPAddress'
    foreach ($one in @(Get-NetIPAddress -ErrorAction Stop)) { "$($one.IPAddress)/$($one.PrefixLength)" }
  }
  listeningPorts = Get-IpsecbwFact {
    Assert-IpsecbwCommand 'Get-NetTCPConnection'
    foreach ($one in @(Get-NetTCPConnection -State Listen -ErrorAction Stop)) { [int] $one.LocalPort }
  }
  networks = Get-IpsecbwFact {
    foreach ($one in @(Get-IpsecbwInstance 'root/StandardCimv2' 'MSFT_NetConnectionProfile')) {
      @{ network = [string] $one.Name; interfaceAlias = [string] $one.InterfaceAlias; category = [string] $one.NetworkCategory }
    }
  }
  leasedAddresses = Get-IpsecbwFact {
    foreach ($one in @(Get-IpsecbwInstance 'root/StandardCimv2' 'MSFT_NetIPAddress')) {
      if (@('3', 'Dhcp') -contains "$($one.PrefixOrigin)") {
        @{ address = [string] $one.IPAddress; interfaceAlias = [string] $one.InterfaceAlias }
      }
    }
  }
  connections = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    $told = 0
    foreach ($one in [Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpConnections()) {
      if ([Net.IPAddress]::IsLoopback($one.RemoteEndPoint.Address)) { continue }
      $told += 1
      if ($told -gt ${MOST_CONNECTIONS}) { break }
      , @(
        [string] $one.LocalEndPoint.Address, [int] $one.LocalEndPoint.Port,
        [string] $one.RemoteEndPoint.Address, [int] $one.RemoteEndPoint.Port, [string] $one.State
      )
    }
  }
  ikePortHolders = Get-IpsecbwFact {
    $keying = [int] (Get-IpsecbwInstance 'root/cimv2' 'Win32_Service' "Name='IKEEXT'").ProcessId
    foreach ($one in @(Get-IpsecbwInstance 'root/StandardCimv2' 'MSFT_NetUDPEndpoint' 'LocalPort=500 OR LocalPort=4500')) {
      $owner = [int] $one.OwningProcess
      $holder = "process $owner"
      $process = Get-Process -Id $owner -ErrorAction SilentlyContinue
      if ($null -ne $process) { $holder = [string] $process.ProcessName }
      if ($keying -ne 0 -and $owner -eq $keying) { $holder = 'IKEEXT' }
      @{ port = [int] $one.LocalPort; holder = $holder }
    }
  }
`;

/**
 * ActivePolicy names the assigned secpol policy by the path of its key; a policy of the domain counts in its place.
 * HNetCfg.FwProducts lists products that have taken rule categories over (INetFwProduct, NET_FW_RULE_CATEGORY).
 */
const aboutOthers = `
  legacyPolicy = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    $root = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec'
    $domain = [string] (Get-IpsecbwRegistryValue "$root\\GPTIPSECPolicy" 'DSIPSECPolicyName')
    $active = [string] (Get-IpsecbwRegistryValue "$root\\Policy\\Local" 'ActivePolicy')
    if ($domain) { @{ from = 'domain'; name = $domain } }
    elseif ($active) {
      $name = [string] (Get-IpsecbwRegistryValue "HKEY_LOCAL_MACHINE\\$active" 'ipsecName')
      if (-not $name) { $name = $active.Split('\\')[-1] }
      @{ from = 'local'; name = $name }
    }
  }
  firewallProducts = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    foreach ($one in (New-Object -ComObject HNetCfg.FwProducts)) {
      @{ name = [string] $one.DisplayName; owns = @(foreach ($category in $one.RuleCategories) { [int] $category }) }
    }
  }
`;

/** Every fact beside the stores, each in its own attempt, so that one that this system does not have hides no other. */
export const probeScript = [
  asking,
  reachingTheDomain,
  certificateFunctions,
  '@{',
  aboutTheComputer,
  aboutPowerShell,
  aboutTheNetwork,
  aboutOthers,
  aboutCertificates,
  '}\n',
].join('');
