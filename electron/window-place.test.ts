import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { trustedEnvironment, windowPlace, type ProgramSurroundings } from './window-place';

const usual: ProgramSurroundings = {
  argv: ['electron', '.'],
  environment: {},
  platform: 'linux',
  packaged: false,
  preview: false,
  userFolder: join(tmpdir(), 'nobody'),
};
const here = (own: Partial<ProgramSurroundings>) => windowPlace({ ...usual, ...own });
const hostOf = (own: Partial<ProgramSurroundings>): string => {
  try {
    return here(own).place().gateway.host;
  } catch (error) {
    return error instanceof AppFailure ? error.appError.code : String(error);
  }
};

describe('the place of the window', () => {
  it('is PowerShell on Windows, and simulated there only when asked for by name', () => {
    expect(hostOf({ platform: 'win32' })).toBe('powershell');
    expect(hostOf({ platform: 'win32', packaged: true })).toBe('powershell');
    expect(hostOf({ platform: 'win32', environment: { IPSEC_WIZARD_STATE: 'x.json' } })).toBe('powershell');
    expect(hostOf({ platform: 'win32', argv: ['x.exe', '--simulate'] })).toBe('simulated');
    expect(hostOf({})).toBe('simulated');
  });

  it('is never PowerShell in the browser preview', () => {
    expect(hostOf({ platform: 'win32', preview: true })).toBe('host-not-here');
    expect(hostOf({ platform: 'win32', preview: true, argv: ['node', '--simulate'] })).toBe('simulated');
  });

  it('goes by the environment, unless it is packaged', () => {
    const environment = { IPSEC_WIZARD_SIMULATE: 'nonsense' };
    expect(hostOf({ environment })).toBe('fault-list-invalid');
    expect(hostOf({ environment, packaged: true })).toBe('simulated');
  });

  it('keeps the simulated computer and the draft in and beside the named file', async () => {
    const state = join(await mkdtemp(join(tmpdir(), 'window-')), 'pc.json');
    const where = here({ environment: { IPSEC_WIZARD_STATE: state } });
    expect(where.place().inMemory).toBe(false);
    expect(where.drafts().pathOf('draft.json')).toBe(join(`${state}.data`, 'draft.json'));
    expect(here({}).place().inMemory).toBe(true);
  });

  it('keeps the draft in the user’s own folder on Windows, without starting anything', () => {
    expect(here({ platform: 'win32', userFolder: '/home/me' }).drafts().pathOf('draft.json')).toBe(
      join('/home/me', 'draft.json'),
    );
  });

  it('is one place, however often it is asked for', () => {
    const where = here({});
    expect(where.place()).toBe(where.place());
  });
});

describe('the environment of the packaged program', () => {
  it('holds nothing that steers it, in whatever case', () => {
    const environment = {
      IPSEC_WIZARD_POWERSHELL: 'x',
      Ipsec_Wizard_State: 'x',
      NODE_POWERSHELL: 'x',
      NODE_OPTIONS: 'x',
      PSModulePath: 'x',
      SystemRoot: 'C:\\Windows',
    };
    expect(trustedEnvironment({ ...usual, environment, packaged: true })).toEqual({ SystemRoot: 'C:\\Windows' });
    expect(trustedEnvironment({ ...usual, environment })).toBe(environment);
  });

  it('finds modules where Windows has them, and nowhere else', () => {
    const environment = { psmodulepath: 'C:\\Users\\Public', SystemRoot: 'D:\\Windows' };
    expect(trustedEnvironment({ ...usual, environment, packaged: true, platform: 'win32' })).toEqual({
      SystemRoot: 'D:\\Windows',
      PSModulePath: 'D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\Modules',
    });
  });
});
