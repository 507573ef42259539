import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** @electron/fuses, dist/constants.js: these letters stand before the fuses, so that they can be found in the file. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = '1'.repeat(8);
const US_ENGLISH = 0x0409;
const UNICODE = 1200;
const MANIFEST_TYPE = 24;
const MANIFEST =
  '<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0"><trustInfo><security><requestedPrivileges>' +
  '<requestedExecutionLevel level="asInvoker" uiAccess="false"/></requestedPrivileges></security></trustInfo></assembly>';

function fuseWire(): Buffer {
  return Buffer.concat([Buffer.from(FUSE_SENTINEL), Buffer.from([1, FUSES.length]), Buffer.from(FUSES)]);
}

function versionEntries(): Resource.VersionInfo {
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: US_ENGLISH, codepage: UNICODE }, { ProductName: 'Electron' });
  return version;
}

/** A Windows program with no code, but with all that electron-builder changes in one: version, manifest and fuses. */
function fakeProgram(): Buffer {
  const program = NtExecutable.createEmpty(false);
  const resources = NtExecutableResource.from(program);
  versionEntries().outputToResourceEntries(resources.entries);
  const bin = new TextEncoder().encode(MANIFEST).buffer;
  resources.entries.push({ type: MANIFEST_TYPE, id: 1, lang: US_ENGLISH, codepage: UNICODE, bin });
  resources.outputResource(program);
  program.setExtraData(new Uint8Array(fuseWire()).buffer);
  return Buffer.from(program.generate());
}

/** Puts into the folder what electron-builder takes for an unpacked Electron for Windows. It cannot be started. */
export async function writeFakeElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'), { recursive: true });
  await writeFile(join(folder, 'electron.exe'), fakeProgram());
  await writeFile(join(folder, 'LICENSE'), 'The licence of Electron.');
  for (const language of ['en-US', 'pl', 'fr']) await writeFile(join(folder, 'locales', `${language}.pak`), language);
}
