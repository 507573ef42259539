import { useStore } from 'zustand';
import { overviewOf, type ComputerState } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import type { KnownBuild } from './protection-of';
import { useTarget } from './use-wizard';

/** The build of this computer's Windows as a number; undefined where it could not be read. */
export function buildOf(state: ComputerState): number | undefined {
  const windows = overviewOf(state)?.computer.windows;
  const build = windows?.available === true ? Number.parseInt(windows.value.build, 10) : Number.NaN;
  return Number.isNaN(build) ? undefined : build;
}

/** What presets adapt to. A Group Policy object is for other computers, whose Windows nobody knows here. */
export function useBuild(): KnownBuild {
  const isLocal = useTarget().kind === 'local';
  const build = useStore(useStores().computer.state, buildOf);
  return isLocal && build !== undefined ? { build } : {};
}
