import type { Inventory } from './store-object';

export type HostKind = 'powershell' | 'simulated';

/** A fact that only some systems have is read in its own attempt: off Windows it may be unavailable, and that is no error. */
export type Attempt<T> =
  { readonly available: true; readonly value: T } | { readonly available: false; readonly reason: string };

/** One network profile of the firewall as ActiveStore shows it (`Get-NetFirewallProfile`). Words, not integers. */
export interface FirewallProfile {
  readonly name: string;
  readonly enabled: string;
  readonly defaultInboundAction: string;
  readonly allowLocalIPsecRules: string;
}

/** What a host can tell of the computer beside its policy stores. */
export interface ComputerFacts {
  readonly computerName: string;
  /** What the computer's own clock shows (ISO 8601, UTC). */
  readonly now: string;
  /** `FullLanguage`, or `ConstrainedLanguage` where PowerShell is locked down. Asked before anything else runs. */
  readonly languageMode: string;
  readonly netSecurityModule: Attempt<true>;
  /** Whether the automatic undo can be armed: the module ScheduledTasks is there and its service runs. */
  readonly scheduledTasks: Attempt<true>;
  readonly elevated: Attempt<boolean>;
  /** Windows edition and build, for example `Windows 11 Pro`, `26100`. */
  readonly windows: Attempt<{ readonly edition: string; readonly build: string }>;
  /** The domain's DNS name, or null in a workgroup. */
  readonly domain: Attempt<string | null>;
  /** Own unicast addresses with prefix length, for example `192.0.2.10/24`. */
  readonly addresses: Attempt<readonly string[]>;
  /** Local TCP ports that something listens on. */
  readonly listeningPorts: Attempt<readonly number[]>;
}

/** Everything that pre-flight looks at: one value, gathered in a constant number of exchanges. */
export interface Facts {
  readonly host: HostKind;
  readonly computer: ComputerFacts;
  readonly firewallProfiles: Attempt<readonly FirewallProfile[]>;
  /** The store that a local plan writes. */
  readonly persistent: Inventory;
  /** What is enforced now, own and foreign, local and by Group Policy. */
  readonly active: Inventory;
}
