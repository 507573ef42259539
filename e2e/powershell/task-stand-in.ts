import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Where there is no Task Scheduler: a module that binds what ScheduledTasks binds, by the types of its parameters, and
 * keeps tasks in files. Starting a task runs its stored command in a PowerShell of its own, and waits.
 */
const moduleText = String.raw`
function Get-File([string] $TaskName) { Join-Path $env:TASK_STAND_IN "$TaskName.xml" }
function Test-Task([string] $TaskName) { Test-Path -LiteralPath (Get-File $TaskName) }
function Write-Task($Task) { Export-Clixml -LiteralPath (Get-File $Task.TaskName) -Depth 8 -InputObject $Task }
function Get-Boundary([datetime] $At) { $At.ToString("yyyy'-'MM'-'dd'T'HH':'mm':'sszzz", [cultureinfo]::InvariantCulture) }
function Get-Duration([timespan] $Span) { [Xml.XmlConvert]::ToString($Span) }

function New-ScheduledTaskAction {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $Execute, [string] $Argument)
    [pscustomobject] @{ Kind = 'Action'; Execute = $Execute; Arguments = $Argument; WorkingDirectory = $null }
}
function New-ScheduledTaskTrigger {
    [CmdletBinding(DefaultParameterSetName = 'Once')] param(
        [Parameter(Mandatory, ParameterSetName = 'Once')] [switch] $Once,
        [Parameter(Mandatory, ParameterSetName = 'Once')] [datetime] $At,
        [Parameter(ParameterSetName = 'Once')] [timespan] $RepetitionInterval,
        [Parameter(ParameterSetName = 'Once')] [timespan] $RepetitionDuration,
        [Parameter(Mandatory, ParameterSetName = 'Startup')] [switch] $AtStartup)
    if ($AtStartup) { return [pscustomobject] @{ Kind = 'Trigger'; Enabled = $true; StartBoundary = $null; Repetition = $null } }
    $repetition = [pscustomobject] @{ Interval = (Get-Duration $RepetitionInterval); Duration = (Get-Duration $RepetitionDuration) }
    [pscustomobject] @{ Kind = 'Trigger'; Enabled = $true; StartBoundary = (Get-Boundary $At); Repetition = $repetition }
}
function New-ScheduledTaskPrincipal {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $UserId,
        [ValidateSet('None', 'Password', 'S4U', 'Interactive', 'Group', 'ServiceAccount', 'InteractiveOrPassword')] [string] $LogonType,
        [ValidateSet('Limited', 'Highest')] [string] $RunLevel)
    [pscustomobject] @{ Kind = 'Principal'; UserId = ($UserId -replace '^S-1-5-18$', 'SYSTEM'); LogonType = $LogonType; RunLevel = $RunLevel }
}
function New-ScheduledTaskSettingsSet {
    [CmdletBinding()] param([switch] $AllowStartIfOnBatteries, [switch] $DontStopIfGoingOnBatteries, [switch] $StartWhenAvailable,
        [ValidateSet('Parallel', 'Queue', 'IgnoreNew')] [string] $MultipleInstances, [timespan] $ExecutionTimeLimit)
    [pscustomobject] @{
        Kind = 'Settings'; Enabled = $true; DisallowStartIfOnBatteries = -not $AllowStartIfOnBatteries
        StopIfGoingOnBatteries = -not $DontStopIfGoingOnBatteries; StartWhenAvailable = [bool] $StartWhenAvailable
        MultipleInstances = $MultipleInstances; ExecutionTimeLimit = (Get-Duration $ExecutionTimeLimit)
    }
}
function Register-ScheduledTask {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath, [string] $Description,
        [Parameter(Mandatory)] [ValidateScript({ $_.Kind -eq 'Action' })] [object[]] $Action,
        [ValidateScript({ $_.Kind -eq 'Trigger' })] [object[]] $Trigger,
        [ValidateScript({ $_.Kind -eq 'Principal' })] [object] $Principal,
        [ValidateScript({ $_.Kind -eq 'Settings' })] [object] $Settings, [switch] $Force)
    if (-not $Force -and (Test-Task $TaskName)) {
        Write-Error -Message 'It exists.' -ErrorId 'HRESULT 0x800700b7' -Category ResourceExists
        return
    }
    $task = [pscustomobject] @{
        TaskName = $TaskName; TaskPath = $TaskPath; State = 'Ready'; Description = $Description; Actions = @($Action)
        Triggers = @($Trigger); Principal = $Principal; Settings = $Settings; LastTaskResult = 267011
    }
    Write-Task $task
    $task
}
function Find-Task([string] $TaskName, [string] $ErrorId) {
    if (Test-Task $TaskName) { return (Import-Clixml -LiteralPath (Get-File $TaskName)) }
    Write-Error -Message 'No such task.' -ErrorId $ErrorId -Category ObjectNotFound
}
function Get-ScheduledTask {
    [CmdletBinding()] param([string] $TaskName, [string] $TaskPath)
    Find-Task $TaskName 'CmdletizationQuery_NotFound_TaskName'
}
function Get-ScheduledTaskInfo {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    Find-Task $TaskName 'HRESULT 0x80070002'
}
function Start-ScheduledTask {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    $task = Find-Task $TaskName 'HRESULT 0x80070002'
    $words = @($task.Actions)[0].Arguments -split ' '
    $null = & (Get-Process -Id $PID).Path @words
    $result = $LASTEXITCODE
    if (-not (Test-Task $TaskName)) { return }
    $task.LastTaskResult = $result
    Write-Task $task
}
function Unregister-ScheduledTask {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([string] $TaskName, [string] $TaskPath)
    $found = Find-Task $TaskName 'CmdletizationQuery_NotFound_TaskName'
    if ($found -and $PSCmdlet.ShouldProcess($TaskName)) { Remove-Item -LiteralPath (Get-File $TaskName) -Confirm:$false }
}
Export-ModuleMember -Function '*-ScheduledTask*'
`;

/** An environment in which PowerShell finds the stand-in, with no task yet. */
export function withTaskStandIn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'ipsecbw-tasks-'));
  mkdirSync(join(folder, 'ScheduledTasks'));
  writeFileSync(join(folder, 'ScheduledTasks', 'ScheduledTasks.psm1'), moduleText);
  return {
    ...environment,
    PSModulePath: [folder, environment['PSModulePath'] ?? ''].join(delimiter),
    TASK_STAND_IN: folder,
  };
}
