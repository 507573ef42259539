import { appError } from '#contract/app-error';
import type { Handlers } from '#contract/derive';
import { refuse, succeed } from '#contract/result';
import { limits } from '#policy/parse';
import type { IpcSurroundings } from './surroundings';

/** Letters of any language, digits, hyphens and underscores in labels of 1 to 63; what looks like an address is none. */
const dnsNamePattern =
  /^(?=.*[\p{L}_])(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)*[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.?$/u;
const timeoutMs = 10_000;

const timeLimit = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('no answer in time'));
    });
  });

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.message : 'it failed';

export const resolveNameHandler =
  ({ resolveAddresses }: IpcSurroundings): Handlers['resolveName'] =>
  async ({ dnsName }) => {
    const refused = (reason: string) => refuse(appError('name-not-resolved', { dnsName, reason }));
    if (!dnsNamePattern.test(dnsName)) return refused('this is no name');
    try {
      const found = await Promise.race([resolveAddresses(dnsName), timeLimit(AbortSignal.timeout(timeoutMs))]);
      const addresses = [...new Set(found)].slice(0, limits.addressesOfName);
      return addresses.length === 0 ? refused('it has no address') : succeed(addresses);
    } catch (error) {
      return refused(reasonOf(error));
    }
  };
