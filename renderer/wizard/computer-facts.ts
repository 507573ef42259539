import type { Attempt, ComputerFacts, DomainReach, FirewallProfile, ServiceState } from '#contract/facts';
import type { Overview } from '#contract/ipc';
import type { Texts } from '../i18n/en';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly status: 'good' | 'mind' | 'bad' | 'unknown';
}

type FactTexts = Texts['start']['facts'];
type Told = Omit<Fact, 'label'>;

const backupPort = 4531;
const shownAtMost = 6;

/** A fact that could not be read is a fact as well: it says why. */
const told = <T>(texts: FactTexts, attempt: Attempt<T>, tell: (value: T) => Told): Told =>
  attempt.available ? tell(attempt.value) : { value: texts.unavailable(attempt.reason), status: 'unknown' };

const good = (value: string): Told => ({ value, status: 'good' });

function list(texts: FactTexts, items: readonly string[]): string {
  const shown = items.slice(0, shownAtMost).join(', ');
  return items.length > shownAtMost ? `${shown} ${texts.andMore(items.length - shownAtMost)}` : shown;
}

const mind = (value: string): Told => ({ value, status: 'mind' });

/** Without these nothing is enforced, and without IKEEXT nothing is negotiated; the others Windows can start. */
const isInTheWay = ({ name, disabled }: ServiceState): boolean =>
  name === 'BFE' || name === 'MpsSvc' || (name === 'IKEEXT' && disabled);

function servicesOf(texts: FactTexts, services: readonly ServiceState[]): Told {
  const stopped = services.filter(({ running }) => !running);
  if (stopped.length === 0) return good(texts.servicesRun);
  const value = texts.servicesStopped(stopped.map(({ name }) => name));
  return { value, status: stopped.some(isInTheWay) ? 'bad' : 'mind' };
}

function firewallOf(texts: FactTexts, profiles: readonly FirewallProfile[]): Told {
  const off = profiles.filter(({ enabled }) => enabled.toLowerCase() === 'false').map(({ name }) => name);
  return off.length === 0 ? good(texts.firewallOn) : mind(texts.firewallOff(off));
}

type Networks = Extract<ComputerFacts['networks'], { readonly available: true }>['value'];

function networksOf(texts: FactTexts, networks: Networks): Told {
  if (networks.length === 0) return mind(texts.noNetworks);
  const value = list(
    texts,
    networks.map(({ network, category }) => texts.network(network, category)),
  );
  return networks.some(({ category }) => category === 'Public') ? mind(value) : good(value);
}

/** Kerberos takes no more. */
const mostClockSkew = 300;

function controllerOf(texts: FactTexts, { reachable, clockSkewSeconds }: DomainReach): Told {
  if (!reachable) return mind(texts.controllerSilent);
  const skew = Math.abs(clockSkewSeconds ?? 0);
  return skew > mostClockSkew ? mind(texts.controllerClock(skew)) : good(texts.controllerAnswers);
}

/** A workgroup has no domain controller, and no row about one. */
function controllerFact(texts: FactTexts, { domain, domainController }: ComputerFacts): readonly Fact[] {
  const none = domainController.available ? domainController.value === null : domain.available && domain.value === null;
  if (none) return [];
  const value = told(texts, domainController, (reach) =>
    reach === null ? good(texts.workgroup) : controllerOf(texts, reach),
  );
  return [{ label: texts.controller, ...value }];
}

/** What has to be running, on, or out of the way for a policy to count. */
const surroundings = ({ computer, firewallProfiles }: Overview, texts: FactTexts): readonly Fact[] => [
  { label: texts.services, ...told(texts, computer.services, (services) => servicesOf(texts, services)) },
  { label: texts.firewall, ...told(texts, firewallProfiles, (profiles) => firewallOf(texts, profiles)) },
  { label: texts.networks, ...told(texts, computer.networks, (networks) => networksOf(texts, networks)) },
  {
    label: texts.legacy,
    ...told(texts, computer.legacyPolicy, (legacy) =>
      legacy === null ? good(texts.noLegacy) : mind(texts.legacyFrom(legacy.name, legacy.from)),
    ),
  },
  ...controllerFact(texts, computer),
];

/** The facts of a computer in the words of the catalogue, each with what it means for this program. */
export function factsOf(overview: Overview, texts: FactTexts): readonly Fact[] {
  const { computer, foreignIpsecRules } = overview;
  const { languageMode } = computer;
  const full = languageMode === 'FullLanguage';
  return [
    { label: texts.name, ...good(computer.computerName) },
    {
      label: texts.windows,
      ...told(texts, computer.windows, ({ edition, build }) => good(texts.windowsValue(edition, build))),
    },
    { label: texts.domain, ...told(texts, computer.domain, (domain) => good(domain ?? texts.workgroup)) },
    {
      label: texts.rights,
      ...told(texts, computer.elevated, (elevated) =>
        elevated ? good(texts.elevated) : { value: texts.notElevated, status: 'mind' },
      ),
    },
    {
      label: texts.addresses,
      ...told(texts, computer.addresses, (addresses) =>
        addresses.length === 0 ? { value: texts.noAddresses, status: 'mind' } : good(list(texts, addresses)),
      ),
    },
    {
      label: texts.listening,
      ...told(texts, computer.listeningPorts, (ports) =>
        good(ports.includes(backupPort) ? texts.listens : texts.listensNot),
      ),
    },
    {
      label: texts.powershell,
      ...(full ? good(texts.fullLanguage) : { value: texts.lockedDown(languageMode), status: 'bad' as const }),
    },
    ...surroundings(overview, texts),
    { label: texts.module, ...told(texts, computer.netSecurityModule, () => good(texts.modulePresent)) },
    {
      label: texts.foreignRules,
      value: foreignIpsecRules.length === 0 ? texts.noForeignRules : list(texts, foreignIpsecRules),
      status: foreignIpsecRules.length === 0 ? 'good' : 'mind',
    },
  ];
}
