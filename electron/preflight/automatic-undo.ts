import { finding } from '#contract/finding';
import type { Check } from './check';

/**
 * A change that nobody keeps has to undo itself, also when the program is gone: without Task Scheduler nothing is begun.
 * Off Windows, where a PowerShell has no scheduled tasks at all, that is only said.
 */
export const automaticUndo: Check = {
  id: 'automatic-undo',
  run: ({ plan, facts: { computer } }) => {
    const { scheduledTasks, windows } = computer;
    if (scheduledTasks.available || plan.target.kind !== 'local') return [];
    return [finding('no-automatic-undo', windows.available ? 'block' : 'note', { reason: scheduledTasks.reason })];
  },
};
