import { win32 } from 'node:path';
import { fail } from '#contract/app-error';
import { placeOf, wantsPowerShell, type Place, type PlaceWish } from '#deeds/place';
import type { Environment } from '#host/find-powershell';
import { filesIn, type OwnFiles } from '#transaction/own-files';

/** What the window knows of the process it runs in. */
export interface ProgramSurroundings {
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  /** Without Electron, shown in a browser: simulated in any case. */
  readonly preview: boolean;
  /** The user's own folder for this program. */
  readonly userFolder: string;
}

/** Asks for the simulated computer by name, which is the only way to get it on Windows. */
export const simulateArgument = '--simulate';

/** Who can set a user's environment must not steer a packaged program that will run as administrator. */
const steering = /^(?:IPSEC_WIZARD_.*|NODE_POWERSHELL|NODE_OPTIONS|PSMODULEPATH)$/iu;

/** Windows' own modules: NetSecurity from anywhere else would run with our rights. */
const systemModules = ({ SystemRoot = 'C:\\Windows' }: Environment): Environment => ({
  PSModulePath: win32.join(SystemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'Modules'),
});

/** The environment that the window goes by; the packaged program goes by Windows' own part of it alone. */
export function trustedEnvironment({ environment, packaged, platform }: ProgramSurroundings): Environment {
  if (!packaged) return environment;
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => !steering.test(name)));
  return platform === 'win32' ? { ...own, ...systemModules(own) } : own;
}

function wishOf({ argv }: ProgramSurroundings, environment: Environment): PlaceWish {
  const state = environment['IPSEC_WIZARD_STATE'] ?? '';
  return {
    ...(argv.includes(simulateArgument) ? { host: 'simulated' } : {}),
    ...(state === '' ? {} : { state }),
  };
}

export interface WindowPlace {
  /** Made when first asked for; asked again after a failure. Throws AppFailure. */
  readonly place: () => Place;
  readonly drafts: () => OwnFiles;
  readonly close: () => Promise<void>;
}

/** Where the window's deeds are carried out: what the command line would take, by the same rules. */
export function windowPlace(surroundings: ProgramSurroundings): WindowPlace {
  const environment = trustedEnvironment(surroundings);
  const wish = wishOf(surroundings, environment);
  const real = wantsPowerShell(wish, surroundings);
  let made: Place | undefined;
  const place = (): Place => {
    if (real && surroundings.preview) return fail('host-not-here', { host: 'powershell' });
    made ??= placeOf(wish, { environment, platform: surroundings.platform });
    return made;
  };
  // The record is the computer's, the draft a person's: whoever may not write the one can still write the other.
  const own = real && (environment['IPSEC_WIZARD_DATA'] ?? '') === '' ? filesIn(surroundings.userFolder) : undefined;
  return { place, drafts: () => own ?? place().files, close: async () => made?.gateway.close() };
}
