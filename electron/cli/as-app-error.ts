import { CommanderError } from 'commander';
import { appError, type AppError } from '#contract/app-error';
import { asAppError as deedError } from '#deeds/as-app-error';

/** commander shows its help, and says so in brackets, where no verb is given. */
const usageProblem = ({ code, message }: CommanderError): string =>
  code === 'commander.help' ? 'it needs a verb' : message.replace(/^error: /u, '');

/** Every failure becomes an error with three sentences; nothing is shown with a stack. */
export const asAppError = (error: unknown): AppError =>
  error instanceof CommanderError ? appError('usage', { problem: usageProblem(error) }) : deedError(error);
