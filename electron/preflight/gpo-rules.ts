import type { Facts } from '#contract/facts';
import type { Inventory } from '#contract/store-object';
import type { Check } from './check';

const nothing: Inventory = { objects: [], enforcement: [] };

/** Facts of a computer on which the rules of a Group Policy object count, and no others. */
export const asIfInForce = (gpo: Inventory, facts: Facts): Facts => ({ ...facts, active: gpo, persistent: nothing });

/**
 * A check of rules against rules, asked of a Group Policy object: what stands in it lands together on every computer
 * that it reaches. The rules of the computer that edits it do not. An object that could not be read holds nothing here:
 * that is a finding of its own.
 */
export const inObject = ({ id, run }: Check): Check => ({
  id,
  run: (input) => {
    const { gpo } = input.facts;
    return run({ ...input, facts: asIfInForce(gpo?.available === true ? gpo.value : nothing, input.facts) });
  },
});
