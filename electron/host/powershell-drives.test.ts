import { describe, expect, it } from 'vitest';
import { CmdletError } from './cmdlet-error';
import { drivesScript, parseDrives } from './powershell-drives';

const drive = { path: 'E:\\', label: 'FBS', freeBytes: 14e9, fileSystem: 'FAT32', writeProtected: false };

describe('removable drives of Windows', () => {
  it('are told as Explorer shows them; a reader without a card has neither size nor file system', () => {
    const empty = { ...drive, path: 'F:\\', label: '', freeBytes: null, fileSystem: '' };
    expect(parseDrives({ drives: { value: [drive, empty] } })).toEqual([drive, { ...empty, fileSystem: null }]);
  });

  it('are none of what has another shape, and a refusal is a reason', () => {
    expect(parseDrives({ drives: { value: [{ ...drive, path: '\\\\server\\share' }] } })).toBeUndefined();
    expect(parseDrives('hello')).toBeUndefined();
    expect(() => parseDrives({ drives: { reason: 'This computer does not run Windows.' } })).toThrow(CmdletError);
  });

  it('are asked for without data from outside, in ASCII', () => {
    expect(drivesScript).toMatch(/^[\n\x20-\x7e]*$/u);
    expect(drivesScript).toContain("path = [string] $one.DeviceID + '\\'");
  });
});
