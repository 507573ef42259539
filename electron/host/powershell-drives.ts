import * as v from 'valibot';
import { CmdletError } from './cmdlet-error';
import type { RemovableDrive } from './gateway';

export const drivesCmdlet = 'Get-CimInstance';

const MOST_DRIVES = 32;
const MOST_SECONDS = 10;

/**
 * Win32_LogicalDisk.DriveType 2 is a removable disk; a stick that says it is a fixed one (3) is reached as a folder. Its
 * `Access` 1 is "readable only", and is 0 or empty on most systems: then Get-Disk is asked, and where that does not know
 * either, writing tells. Numbers as doubles, because 32 bits end at 2 GB. Windows PowerShell 5.1, ASCII, no data.
 */
export const drivesScript = `
function Test-IpsecbwReadOnly($Drive) {
  if ("$($Drive.Access)" -eq '1') { return $true }
  try {
    $letter = ([string] $Drive.DeviceID).Substring(0, 1)
    $disk = Get-Partition -DriveLetter $letter -ErrorAction Stop | Get-Disk -ErrorAction Stop
    return [bool] $disk.IsReadOnly
  } catch { return $false }
}
@{
  drives = Get-IpsecbwFact {
    Assert-IpsecbwWindows
    $question = @{ Namespace = 'root/cimv2'; ClassName = 'Win32_LogicalDisk'; Filter = 'DriveType = 2'; OperationTimeoutSec = ${MOST_SECONDS}; ErrorAction = 'Stop' }
    foreach ($one in @(Get-CimInstance @question | Select-Object -First ${MOST_DRIVES})) {
      $free = $null
      if ($null -ne $one.FreeSpace) { $free = [double] $one.FreeSpace }
      @{
        path = [string] $one.DeviceID + '\\'
        label = [string] $one.VolumeName
        freeBytes = $free
        fileSystem = [string] $one.FileSystem
        writeProtected = (Test-IpsecbwReadOnly $one)
      }
    }
  }
}
`;

const drive = v.pipe(
  v.object({
    path: v.pipe(v.string(), v.regex(/^[A-Za-z]:\\$/u)),
    label: v.pipe(v.string(), v.maxLength(255)),
    freeBytes: v.nullable(v.pipe(v.number(), v.minValue(0))),
    fileSystem: v.pipe(v.string(), v.maxLength(64)),
    writeProtected: v.boolean(),
  }),
  v.transform(({ fileSystem, ...rest }): RemovableDrive => ({
    ...rest,
    fileSystem: fileSystem === '' ? null : fileSystem,
  })),
);
const answerSchema = v.object({
  drives: v.union([
    v.strictObject({ value: v.pipe(v.array(drive), v.maxLength(MOST_DRIVES)) }),
    v.strictObject({ reason: v.string() }),
  ]),
});

/** Undefined where the answer has another shape. Throws CmdletError with the reason why drives could not be listed. */
export function parseDrives(answer: unknown): readonly RemovableDrive[] | undefined {
  const parsed = v.safeParse(answerSchema, answer);
  if (!parsed.success) return undefined;
  const { drives } = parsed.output;
  if ('value' in drives) return drives.value;
  throw new CmdletError('refused', drivesCmdlet, '', drives.reason);
}
