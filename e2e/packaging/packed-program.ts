import { readFile } from 'node:fs/promises';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

const MANIFEST_TYPE = 24;
const ICON_GROUP_TYPE = 14;

/** What a packed Windows program says of itself, read back from the file. */
export interface PackedProgram {
  /** Absent where the program's fuse wire is too short for it. */
  readonly fuse: (name: keyof typeof FuseV1Options) => 'on' | 'off' | undefined;
  readonly manifest: string;
  /** As Explorer shows them under Details, by their names in the file. */
  readonly versionStrings: Readonly<Record<string, string>>;
  /** Edges in pixels; 0 stands for 256. */
  readonly iconSizes: readonly number[];
  /** The SHA-256 that the program demands of its archive's header, in hex. */
  readonly archiveHash: string | undefined;
}

const textOf = (bin: ArrayBuffer | undefined): string => Buffer.from(bin ?? new ArrayBuffer(0)).toString('utf8');

function versionStringsIn({ entries }: NtExecutableResource): Readonly<Record<string, string>> {
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const [language] = version?.getAllLanguagesForStringValues() ?? [];
  return language === undefined ? {} : (version?.getStringValues(language) ?? {});
}

function iconSizesIn({ entries }: NtExecutableResource): readonly number[] {
  if (entries.every(({ type }) => type !== ICON_GROUP_TYPE)) return [];
  return Resource.IconGroupEntry.fromEntries(entries).flatMap(({ icons }) => icons.map(({ width }) => width));
}

async function fuseReader(file: string): Promise<PackedProgram['fuse']> {
  const wire = await getCurrentFuseWire(file);
  const words = new Map<number | undefined, 'on' | 'off'>([
    ['0'.charCodeAt(0), 'off'],
    ['1'.charCodeAt(0), 'on'],
  ]);
  return (name) => words.get(wire[FuseV1Options[name]]);
}

/** Reads a program for Windows. Throws where the file is none, or has no fuses. */
export async function readProgram(file: string): Promise<PackedProgram> {
  const resources = NtExecutableResource.from(NtExecutable.from(await readFile(file)));
  const bin = (type: number | string): ArrayBuffer | undefined =>
    resources.entries.find((entry) => entry.type === type)?.bin;
  return {
    fuse: await fuseReader(file),
    manifest: textOf(bin(MANIFEST_TYPE)),
    versionStrings: versionStringsIn(resources),
    iconSizes: iconSizesIn(resources),
    archiveHash: /"value":"([0-9a-f]{64})"/u.exec(textOf(bin('INTEGRITY')))?.[1],
  };
}
