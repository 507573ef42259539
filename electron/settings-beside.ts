import { dirname, isAbsolute, join } from 'node:path';
import { kitSettingsName } from '#deeds/kit-contents';
import { portableFile } from './restart-as-administrator';
import { trustedEnvironment, type ProgramSurroundings } from './window-place';

const argumentName = '--settings-file=';

/** The argument that hands a settings file over to this program started as somebody else; never the passphrase. */
export const settingsArgument = (path: string | undefined): readonly string[] =>
  path === undefined ? [] : [`${argumentName}${path}`];

/** The settings file that the copy before has handed over. Only a whole path is one. */
export function handedOver(argv: readonly string[]): string | undefined {
  const path = argv.find((argument) => argument.startsWith(argumentName))?.slice(argumentName.length);
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** A kit holds the program in a folder of its own, so the stick's root is one above. */
const besideExecutable = (executable: string): readonly string[] => [dirname(executable), dirname(dirname(executable))];

/** The launcher of the portable form unpacks itself elsewhere: what counts is where its own file lies. */
function foldersOf(surroundings: ProgramSurroundings, executable: string): readonly string[] {
  const portable = portableFile(surroundings.environment);
  if (surroundings.packaged) return portable === undefined ? besideExecutable(executable) : [dirname(portable)];
  const named = trustedEnvironment(surroundings)['IPSEC_WIZARD_STICK'] ?? '';
  return named === '' ? [] : [named];
}

/** Where a settings file may lie beside this program, the likeliest first: the one handed over, then the stick's. */
export function settingsBeside(surroundings: ProgramSurroundings, executable: string): readonly string[] {
  const given = handedOver(surroundings.argv);
  const beside = foldersOf(surroundings, executable).map((folder) => join(folder, kitSettingsName));
  return given === undefined ? beside : [given, ...beside];
}
