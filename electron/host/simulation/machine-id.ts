import { createHash } from 'node:crypto';
import type { SimulatedComputer } from './state';

/** The name of a computer that nobody has named. */
const unnamed = 'PC';

/** As Windows has it: a GUID, here made from the name, so that computers of different names are different ones. */
function idFrom(name: string): string {
  const digits = createHash('sha256').update(`machine ${name.toUpperCase()}`).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)];
  return [...parts, digits.slice(20, 32)].join('-');
}

export const machineId = ({ machineId: told, name }: Pick<SimulatedComputer, 'machineId' | 'name'>): string =>
  told ?? idFrom(name);

/** What a computer keeps when it gets another name; its first name is not another one. */
export const keptMachineId = (computer: SimulatedComputer): Pick<SimulatedComputer, 'machineId'> =>
  computer.machineId === undefined && computer.name === unnamed ? {} : { machineId: machineId(computer) };
