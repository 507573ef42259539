import type { EventValue } from '#contract/derive';
import type { OneAtATime } from '#host/one-at-a-time';
import type { Progress } from '#transaction/progress';
import type { OwnFiles } from '#transaction/own-files';
import type { Place } from '#deeds/place';
import type { KeyVault } from '#secrets/vault';
import type { RunningChange } from './running-change';
import type { StickSession } from './stick-session';

/** What the handlers need of the process around them; a test hands in its own. */
export interface IpcSurroundings {
  /** Throws AppFailure where this computer has no usable host. */
  readonly place: () => Place;
  /** Where the draft is kept. Throws as `place` does. */
  readonly drafts: () => OwnFiles;
  /** Drafts are written one after another; who ends the program waits for the last one. */
  readonly draftWrites: OneAtATime;
  readonly vault: KeyVault;
  readonly change: RunningChange;
  readonly sendProgress: (progress: Progress) => void;
  /** The program runs without Electron, shown in a browser. */
  readonly preview: boolean;
  readonly canElevate: boolean;
  /** Asks the person for a place; undefined when cancelled. */
  readonly askWhereToSave: (suggestedName: string) => Promise<string | undefined>;
  /** Asks the person for a settings file; undefined when cancelled. */
  readonly askWhichFile: () => Promise<string | undefined>;
  /** Asks the person for a folder; undefined when cancelled. */
  readonly askWhichFolder: () => Promise<string | undefined>;
  /** What was chosen, and the secrets of settings files. */
  readonly stick: StickSession;
  /** Settings files that may lie beside the program, the likeliest first. */
  readonly settingsBeside: readonly string[];
  /** The directory of the packaged program, for the kit; undefined where there is none. */
  readonly programFolder: string | undefined;
  readonly sendKitProgress: (progress: EventValue<'kitProgress'>) => void;
  /** Throws what the system says when there is no such name. */
  readonly resolveAddresses: (dnsName: string) => Promise<readonly string[]>;
  /** Throws AppFailure `elevation-refused`, `elevation-failed` or `elevation-not-here`; else the window closes. */
  readonly restartAsAdministrator: () => Promise<void>;
  readonly closeWindow: () => void;
}
