import { describe, expect, it } from 'vitest';
import { commandLineIn } from './command-line';

const program = 'D:\\program\\IPsec Backup Wizard.exe';

describe('the command line of the window program', () => {
  it('is what stands after --cli', () => {
    expect(commandLineIn([program, '--cli', 'plan', '--json'])).toEqual(['plan', '--json']);
    expect(commandLineIn([program, '--', '--cli', 'plan', '--peer', 'fd00::1'])).toEqual(['plan', '--peer', 'fd00::1']);
    expect(commandLineIn([program, '--cli'])).toEqual([]);
  });

  it('is none where a window is wanted', () => {
    expect(commandLineIn([program])).toBeUndefined();
    expect(commandLineIn([program, '--simulate', '--settings-file=D:\\--cli.age'])).toBeUndefined();
  });
});
