import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config';
import { DebugLogger } from 'builder-util';
import type { Configuration } from 'electron-builder';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from './gather';

describe('electron-builder.yml', () => {
  let configuration: Configuration;
  beforeAll(async () => {
    configuration = await getConfig(projectFolder, null, null);
  });
  const validate = (candidate: object) => validateConfiguration(candidate, new DebugLogger(false));

  it("is valid by the builder's own schema", async () => {
    await expect(validate(configuration)).resolves.toBeUndefined();
  });

  it('would be refused with a word that the schema does not know', async () => {
    await expect(validate({ ...configuration, electronFuse: {} })).rejects.toThrow('electronFuse');
  });

  it('lets no code into the elevated program from outside', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      enableCookieEncryption: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(configuration.asar).toBe(true);
  });

  it('asks for no elevation at the start, neither in the program nor in the portable launcher', () => {
    expect(configuration.win?.requestedExecutionLevel).toBe('asInvoker');
    expect(configuration.portable?.requestExecutionLevel).toBe('user');
  });

  it('gives every launch of the portable file a folder of its own', () => {
    expect(configuration.portable?.unpackDirName).toBe(true);
  });

  it('makes a directory, a portable file and an installer for x64, and publishes nothing', () => {
    expect(configuration.win?.target).toEqual([
      { target: 'dir', arch: 'x64' },
      { target: 'portable', arch: 'x64' },
      { target: 'nsis', arch: 'x64' },
    ]);
    expect(configuration.publish).toBeNull();
  });

  it('installs for the whole computer, where only administrators write, and leaves what it recorded when it goes', () => {
    expect(configuration.nsis).toMatchObject({
      perMachine: true,
      oneClick: false,
      allowElevation: true,
      runAfterFinish: false,
      deleteAppDataOnUninstall: false,
      differentialPackage: false,
    });
  });

  it('would be refused with an installer option that the schema does not know', async () => {
    await expect(validate({ ...configuration, nsis: { perMachin: true } })).rejects.toThrow('configuration.nsis');
  });

  it('packs what was gathered for packing, never the bundles of development', () => {
    expect(configuration.directories?.app).toBe('dist/program');
  });
});
