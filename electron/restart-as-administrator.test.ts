import { describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { portableFile, restartAsAdministrator, type Program, type RunProgram } from './restart-as-administrator';

interface Run {
  readonly program: Program;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const program: Program = { file: "C:\\Program Files\\IPsec\\$(calc)' & x.exe", args: ['C:\\my app\\', '--simulate'] };
const environment = { SystemRoot: 'C:\\Windows', PATH: 'C:\\evil' };

async function restart(run: RunProgram, platform: NodeJS.Platform = 'win32'): Promise<string> {
  try {
    await restartAsAdministrator({ program, environment, platform, run });
    return 'restarted';
  } catch (error) {
    return error instanceof AppFailure ? error.appError.code : String(error);
  }
}

describe('restarting as administrator', () => {
  it.each([
    [0, 'restarted'],
    [5, 'elevation-refused'],
    [6, 'elevation-failed'],
    [1, 'elevation-failed'],
    [null, 'elevation-failed'],
  ])('takes the exit status %s for %s', async (status, end) => {
    expect(await restart(() => Promise.resolve(status))).toBe(end);
  });

  it('says so where PowerShell does not start, and where there is no such thing', async () => {
    expect(await restart(() => Promise.reject(new Error('ENOENT')))).toBe('elevation-failed');
    expect(await restart(() => Promise.resolve(0), 'linux')).toBe('elevation-not-here');
  });

  it('hands over what is started by the environment, never in the script or on the command line', async () => {
    const runs: Run[] = [];
    await restart((started, given) => {
      runs.push({ program: started, environment: given });
      return Promise.resolve(0);
    });
    const [run] = runs;
    expect(run?.environment).toMatchObject({
      IPSECBW_RESTART_FILE: program.file,
      IPSECBW_RESTART_ARGUMENTS: '"C:\\my app\\\\" "--simulate"',
    });
    const script = Buffer.from(run?.program.args.at(-1) ?? '', 'base64').toString('utf16le');
    expect([script, ...(run?.program.args ?? [])].join('\n')).not.toContain('calc');
    expect(script).toContain('$env:IPSECBW_RESTART_FILE');
    expect(script).toMatch(/^[\n -~]*$/u);
  });

  it('runs Windows PowerShell from its fixed place, not from the path', async () => {
    const files: string[] = [];
    await restart(({ file }) => {
      files.push(file);
      return Promise.resolve(0);
    });
    expect(files).toEqual(['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe']);
  });
});

describe('the portable file', () => {
  const folder = 'E:\\';
  const file = 'E:\\IPsec Backup Wizard portable.exe';

  it('is what is started again, not the folder that it was unpacked into', () => {
    expect(portableFile({ PORTABLE_EXECUTABLE_FILE: file, PORTABLE_EXECUTABLE_DIR: folder })).toBe(file);
  });

  it.each([
    ['nothing is said', {}],
    ['it lies elsewhere than its folder', { PORTABLE_EXECUTABLE_FILE: file, PORTABLE_EXECUTABLE_DIR: 'C:\\' }],
    ['it is no program', { PORTABLE_EXECUTABLE_FILE: 'E:\\run.cmd', PORTABLE_EXECUTABLE_DIR: folder }],
    ['its path is relative', { PORTABLE_EXECUTABLE_FILE: 'run.exe', PORTABLE_EXECUTABLE_DIR: '.' }],
  ])('is unknown where %s', (_, environment) => {
    expect(portableFile(environment)).toBeUndefined();
  });
});
