import * as v from 'valibot';
import type { RemovableDrive } from '../gateway';
import type { SimulatedState } from './state';

/** The state was checked when it was read; this gives it its type. */
const drive = v.pipe(
  v.object({
    path: v.string(),
    label: v.optional(v.string(), ''),
    freeBytes: v.optional(v.nullable(v.number()), null),
    fileSystem: v.optional(v.nullable(v.string()), 'FAT32'),
    writeProtected: v.optional(v.boolean(), false),
  }),
);

/** The sticks of the simulated computer; what is written there is written for real. */
export const drivesOf = ({ computer }: SimulatedState): readonly RemovableDrive[] =>
  (computer.drives ?? []).flatMap((one) => {
    const parsed = v.safeParse(drive, one);
    return parsed.success ? [parsed.output] : [];
  });
