import { join } from 'node:path';
import { build, type Configuration, Platform } from 'electron-builder';
import { readArchive } from './archive';
import { projectFolder } from './gather';
import { bytesOf, objectionsTo } from './judge';

/** The kinds of package, as electron-builder names them: a directory, and one file for a stick. */
export type PackageKind = 'dir' | 'portable';

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

function overridesFor({ program, output, electronDist }: PackOrder): Configuration {
  return { directories: { app: program, output }, ...(electronDist === undefined ? {} : { electronDist }) };
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
    objections: objectionsTo(files),
  };
}
