import type { Facts } from '#contract/facts';
import { factsOf as gather } from '#deeds/examine';
import { targetFrom } from './target';
import type { VerbInput } from './verb';

type Input = Pick<VerbInput, 'place' | 'key' | 'output' | 'options'>;

/** The computer as it is now, and the Group Policy object where one is meant; from here on the answer says whose policy stores were looked at. */
export async function factsOf({ place, key, output, options }: Input): Promise<Facts> {
  const facts = await gather(place, key, targetFrom(options));
  output.computer = facts.computer.computerName;
  return facts;
}
