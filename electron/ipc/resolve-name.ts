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

/** A name that is asked for leaves the computer: a page that was taken over must not spell out much by names. */
const mostNames = 64;

/** At most so many different names for each window, and never one that holds a key. */
export function resolveNameHandler({ resolveAddresses, vault }: IpcSurroundings): Handlers['resolveName'] {
  const asked = new Set<string>();
  return async ({ dnsName }) => {
    const refused = (reason: string) => refuse(appError('name-not-resolved', { dnsName, reason }));
    if (!dnsNamePattern.test(dnsName)) return refused('this is no name');
    if (vault.occursIn(dnsName)) return refused('it holds a pre-shared key');
    if (!asked.has(dnsName) && asked.size >= mostNames) return refused('too many names were asked for in this window');
    asked.add(dnsName);
    try {
      const found = await Promise.race([resolveAddresses(dnsName), timeLimit(AbortSignal.timeout(timeoutMs))]);
      const addresses = [...new Set(found)].slice(0, limits.addressesOfName);
      return addresses.length === 0 ? refused('it has no address') : succeed(addresses);
    } catch (error) {
      return refused(reasonOf(error));
    }
  };
}
