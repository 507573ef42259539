import type { Facts } from '#contract/facts';
import { factsFor as gatherFor, factsOf as gather, type ChosenPolicy } from '#deeds/examine';
import { targetFrom } from './target';
import type { VerbInput } from './verb';

type Input = Pick<VerbInput, 'place' | 'key' | 'output' | 'options'>;

/** The computer as it is now, and the Group Policy object where one is meant; from here on the answer says whose policy stores were looked at. */
export async function factsOf({ place, key, output, options }: Input): Promise<Facts> {
  const facts = await gather(place, key, targetFrom(options));
  output.computer = facts.computer.computerName;
  return facts;
}

/** As above for one policy: the server that a workstation's policy names is tried as well. */
export async function factsFor({ place, key, output }: Input, chosen: ChosenPolicy): Promise<Facts> {
  const facts = await gatherFor(place, key, chosen);
  output.computer = facts.computer.computerName;
  return facts;
}
