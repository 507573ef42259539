import type { Door } from '#contract/finding';
import {
  type DoorProposal,
  fileSharingDoor,
  ftpDoor,
  iscsiDoor,
  type PassivePorts,
  remoteDesktopDoor,
} from '#policy/doors';
import type { IpSecurityPolicy } from '#policy/model';

/** The two fields of the passive range as they are typed. */
export interface PassiveTexts {
  readonly from: string;
  readonly to: string;
}

export type PassiveRange =
  { readonly kind: 'none' } | { readonly kind: 'half' } | { readonly kind: 'range'; readonly range: PassivePorts };

const numberOf = (text: string): number => (/^\d{1,5}$/u.test(text.trim()) ? Number(text) : -1);

/** No range, one end of one, or a range, which may still be impossible: that is for the door to say. */
export function passiveRange({ from, to }: PassiveTexts): PassiveRange {
  const typed = [from, to].filter((text) => text.trim() !== '').length;
  if (typed === 0) return { kind: 'none' };
  return typed === 1 ? { kind: 'half' } : { kind: 'range', range: { from: numberOf(from), to: numberOf(to) } };
}

/** What securing a door would add to the policy, and what is to be said of it beforehand. */
export function proposalFor(policy: IpSecurityPolicy, door: Door, passive: PassiveRange): DoorProposal {
  switch (door) {
    case 'file-sharing':
      return fileSharingDoor(policy);
    case 'ftp':
      return ftpDoor(policy, passive.kind === 'range' ? passive.range : undefined);
    case 'iscsi':
      return iscsiDoor(policy);
    case 'remote-desktop':
      return remoteDesktopDoor(policy);
  }
}
