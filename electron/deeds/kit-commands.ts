import type { Role } from '#policy/model';
import { checksumsName } from '#settings-file/kit-checksums';

/** What a command file does with the stand-alone script beside it. */
export type KitDeed = 'apply' | 'remove';

export const scriptName = (role: Role): string => `${role}.ps1`;

const one = (role: Role): readonly string[] => [`if not defined ROLE set "ROLE=${role}"`];
const ask: readonly string[] = [
  'if defined ROLE goto known',
  '"%SYS%\\choice.exe" /c WS /n /m "Is this computer a [W]orkstation or the backup [S]erver? "',
  'if errorlevel 255 goto usage',
  'if errorlevel 2 set "ROLE=server"',
  'if not defined ROLE if errorlevel 1 set "ROLE=workstation"',
  'if not defined ROLE goto usage',
  ':known',
];

/** Data reaches PowerShell by the environment only, so that no quoting of a path can go wrong. */
const elevate = [
  "try { $q = [string][char]34; $p = Start-Process -FilePath (Join-Path $env:SystemRoot 'System32\\cmd.exe')",
  "-ArgumentList ('/d /s /c ' + $q + $q + $env:IPSECBW_SELF + $q + ' ' + $env:IPSECBW_WITH + $q)",
  '-Verb RunAs -Wait -PassThru -ErrorAction Stop; exit $p.ExitCode } catch { exit 6 }',
].join(' ');

const titles: Readonly<Record<KitDeed, string>> = {
  apply: 'assigns the policy on this computer.',
  remove: 'takes the policy away from this computer.',
};

const linesOf = (deed: KitDeed, roles: readonly Role[]): readonly string[] => {
  const [only, ...others] = roles;
  return [
    '@echo off',
    'setlocal EnableExtensions DisableDelayedExpansion',
    `rem IPsec Backup Wizard: ${titles[deed]} It runs the stand-alone script beside it and writes nothing here.`,
    `rem Unattended: ${deed === 'apply' ? 'Apply' : 'Remove'}.cmd ${roles.join(' or ')}, in an elevated prompt.`,
    'rem Exit codes: those of the script (0, 2, 3, 7), 1 wrong arguments, 5 this kit is not whole, 6 no administrator rights.',
    'set "ROLE="',
    'set "ELEVATED="',
    'set "PAUSE="',
    'set "CODE=1"',
    'rem Explorer starts a command file with two quotation marks after /c, and without arguments.',
    `set "LINE=%cmdcmdline:"='%"`,
    `set "REST=%LINE:/c ''=%"`,
    'if not "%REST%"=="%LINE%" if "%~1"=="" set "PAUSE=1"',
    ':next',
    'if "%~1"=="" goto start',
    ...roles.map((role) => `if /i "%~1"=="${role}" set "ROLE=${role}"& goto taken`),
    'if /i "%~1"=="/elevated" set "ELEVATED=1"& goto taken',
    'if /i "%~1"=="/pause" set "PAUSE=1"& goto taken',
    'goto usage',
    ':taken',
    'shift /1',
    'goto next',
    '',
    ':start',
    'rem A 32-bit prompt would get a 32-bit PowerShell, which has no NetSecurity.',
    'set "SYS=%SystemRoot%\\System32"',
    'set "PS=%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"',
    'if exist "%SystemRoot%\\Sysnative\\cmd.exe" set "SYS=%SystemRoot%\\Sysnative"',
    'if exist "%SystemRoot%\\Sysnative\\cmd.exe" set "PS=%SystemRoot%\\Sysnative\\WindowsPowerShell\\v1.0\\powershell.exe"',
    `if not exist "%~dp0${checksumsName}" goto incomplete`,
    'if not exist "%PS%" goto noshell',
    ...(only !== undefined && others.length === 0 ? one(only) : ask),
    'if not exist "%~dp0%ROLE%.ps1" goto incomplete',
    '"%SYS%\\fltmc.exe" >nul 2>&1',
    'if not errorlevel 1 goto run',
    'if defined ELEVATED goto denied',
    'set "IPSECBW_SELF=%~f0"',
    'set "IPSECBW_WITH=%ROLE% /elevated"',
    'if defined PAUSE set "IPSECBW_WITH=%ROLE% /elevated /pause"',
    `"%PS%" -NoProfile -ExecutionPolicy Bypass -Command "${elevate}"`,
    'set "CODE=%ERRORLEVEL%"',
    'if "%CODE%"=="6" goto denied',
    'echo Ended with exit code %CODE%.',
    'exit /b %CODE%',
    '',
    ':run',
    `"%PS%" -NoProfile -ExecutionPolicy Bypass -File "%~dp0%ROLE%.ps1"${deed === 'remove' ? ' -Remove' : ''}`,
    'set "CODE=%ERRORLEVEL%"',
    'echo Ended with exit code %CODE%.',
    'goto end',
    '',
    ':denied',
    'echo Administrator rights are missing. Nothing was changed. Run this file as administrator.',
    'set "CODE=6"',
    'goto end',
    '',
    ':incomplete',
    `echo This kit is not whole. Nothing was changed. Make it again on the backup server.`,
    'set "CODE=5"',
    'goto end',
    '',
    ':noshell',
    'echo There is no Windows PowerShell in System32. Nothing was changed.',
    'set "CODE=5"',
    'goto end',
    '',
    ':usage',
    `echo Nothing was changed. Give one of these: ${roles.join(', ')}`,
    'set "CODE=1"',
    '',
    ':end',
    'if defined PAUSE pause',
    'exit /b %CODE%',
  ];
};

/**
 * `Apply.cmd` or `Remove.cmd`: starts Windows PowerShell from System32 with the stand-alone script beside it, elevates at
 * most once, keeps the script's exit code, writes nothing, and pauses only when it was double-clicked. ASCII, CRLF.
 */
export const commandFile = (deed: KitDeed, roles: readonly Role[]): string =>
  linesOf(deed, roles)
    .map((line) => `${line}\r\n`)
    .join('');
