import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Configuration, Platform } from 'electron-builder';
import { readArchive } from './archive';
import { projectFolder } from './gather';
import { bytesOf, objectionsTo } from './judge';
import { LICENCES } from './packed-licences';

/** The kinds of package, as electron-builder names them: a directory, one file for a stick, and an installer. */
export type PackageKind = 'dir' | 'portable' | 'nsis';

export interface PackOrder {
  /** A program as gatherProgram leaves it. */
  readonly program: string;
  readonly output: string;
  readonly kinds: readonly PackageKind[];
  /** An unpacked Electron for Windows; electron-builder fetches one when not given. */
  readonly electronDist?: string;
}

export interface Packed {
  readonly programFile: string;
  readonly archiveFile: string;
  readonly archiveBytes: number;
  readonly objections: readonly string[];
}

/** Beside the program, from where the gathered one lies: paths in electron-builder.yml would be those of the project. */
const besideProgram = (program: string): readonly { readonly from: string; readonly to: string }[] => [
  { from: join(program, LICENCES), to: LICENCES },
  { from: join(projectFolder, 'LICENSE'), to: 'LICENCE.txt' },
];

function overridesFor({ program, output, electronDist }: PackOrder): Configuration {
  return {
    directories: { app: program, output },
    extraFiles: [...besideProgram(program)],
    ...(electronDist === undefined ? {} : { electronDist }),
  };
}

/** The builder only warns where a file to lay beside is not there. */
async function missingBeside(folder: string, program: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return besideProgram(program).flatMap(({ to }) =>
    names.includes(to) ? [] : [`${to} is missing beside the program`],
  );
}

/**
 * Packs a gathered program for Windows by electron-builder.yml and judges the archive that came out. Throws what
 * electron-builder throws, among them that Electron or NSIS can't be fetched.
 */
export async function packProgram(order: PackOrder): Promise<Packed> {
  await build({
    projectDir: projectFolder,
    targets: Platform.WINDOWS.createTarget([...order.kinds]),
    config: overridesFor(order),
    publish: 'never',
  });
  const folder = join(order.output, 'win-unpacked');
  const archiveFile = join(folder, 'resources', 'app.asar');
  const files = await readArchive(archiveFile);
  return {
    programFile: join(folder, 'IPsec Backup Wizard.exe'),
    archiveFile,
    archiveBytes: bytesOf(files),
    objections: [...objectionsTo(files), ...(await missingBeside(folder, order.program))],
  };
}
