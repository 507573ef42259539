import { describe, expect, it } from 'vitest';
import { handedOver, settingsArgument, settingsBeside } from './settings-beside';
import type { ProgramSurroundings } from './window-place';

const surroundings = (more: Partial<ProgramSurroundings> = {}): ProgramSurroundings => ({
  argv: [],
  environment: { IPSEC_WIZARD_STICK: '/media/stick' },
  platform: 'linux',
  packaged: false,
  preview: true,
  userFolder: '/tmp/user',
  ...more,
});

describe('a settings file beside the program', () => {
  it('is looked for where the environment says, but by the packaged program only beside itself', () => {
    expect(settingsBeside(surroundings(), '/usr/bin/node')).toEqual(['/media/stick/settings.age']);
    expect(settingsBeside(surroundings({ packaged: true }), '/media/kit/program/wizard.exe')).toEqual([
      '/media/kit/program/settings.age',
      '/media/kit/settings.age',
    ]);
  });

  it('comes after the one that was handed over, which is a whole path or none', () => {
    const argv = settingsArgument('/media/Zażółć stick/settings.age');
    expect(handedOver(argv)).toBe('/media/Zażółć stick/settings.age');
    expect(settingsBeside(surroundings({ argv }), 'x')[0]).toBe('/media/Zażółć stick/settings.age');
    expect(handedOver(['--settings-file=settings.age'])).toBeUndefined();
    expect(settingsArgument(undefined)).toEqual([]);
  });
});
