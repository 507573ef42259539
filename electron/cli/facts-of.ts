import type { Facts } from '#contract/facts';
import { factsOf as gather } from '#deeds/examine';
import type { VerbInput } from './verb';

/** The computer as it is now; from here on the answer says whose policy stores were looked at. */
export async function factsOf({ place, key, output }: Pick<VerbInput, 'place' | 'key' | 'output'>): Promise<Facts> {
  const facts = await gather(place, key);
  output.computer = facts.computer.computerName;
  return facts;
}
