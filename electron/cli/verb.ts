import type { ChosenPolicy, GivenKey } from '#deeds/examine';
import type { Place } from '#deeds/place';
import type { LedgerPlace } from '#deeds/record-in-ledger';
import type { Surroundings } from './context';
import type { ExitStatus } from './exit-status';
import type { CommonOptions } from './options';
import type { Output } from './output';

/** What a verb is handed: everything around it is ready, nothing has been touched. */
export interface VerbInput<Options extends CommonOptions = CommonOptions> {
  readonly options: Options;
  readonly place: Place;
  /** What a settings file holds for this computer. */
  readonly chosen: ChosenPolicy | undefined;
  readonly key: GivenKey;
  /** Where the settings file came from a stick: what is done here is written down there. */
  readonly ledger: LedgerPlace | undefined;
  readonly output: Output;
  readonly surroundings: Surroundings;
}

export type Verb<Options extends CommonOptions = CommonOptions> = (input: VerbInput<Options>) => Promise<ExitStatus>;
