import {
  unaskedFacts,
  watchedServices,
  type Attempt,
  type AttemptedFact,
  type ComputerFacts,
  type DomainReach,
  type FirewallProduct,
  type ServiceState,
} from '#contract/facts';
import { certificates } from './certificates';
import { now } from './clock';
import * as network from './network-facts';
import { machineId } from './machine-id';
import { legacyPolicy, powershellLogging } from './registry-facts';
import type { SimulatedState } from './state';
import { sameWord } from './stored-object';

const known = <T>(value: T): Attempt<T> => ({ available: true, value });
const unknown = (reason: string): { readonly available: false; readonly reason: string } => ({
  available: false,
  reason,
});

const watchedOf = (state: SimulatedState): readonly ServiceState[] =>
  watchedServices.flatMap((name) =>
    network
      .services(state)
      .filter(({ Name }) => sameWord(Name, name))
      .map(({ Status, StartType }) => ({ name, running: Status === 'Running', disabled: StartType === 'Disabled' })),
  );

const schedules = (state: SimulatedState): boolean =>
  watchedOf(state).some(({ name, running }) => name === 'Schedule' && running);

const connectionsOf = (state: SimulatedState): ComputerFacts['connections'] =>
  known(
    network
      .tcpConnections(state)
      .filter(({ State }) => !sameWord(State, 'Listen'))
      .map(({ LocalAddress, LocalPort, RemoteAddress, RemotePort, State }) => ({
        localAddress: LocalAddress,
        localPort: LocalPort,
        remoteAddress: RemoteAddress,
        remotePort: RemotePort,
        state: State,
      })),
  );

/** In the simulation every svchost on these ports is Windows' own. */
const holdersOf = (state: SimulatedState): ComputerFacts['ikePortHolders'] =>
  known(
    network
      .udpEndpoints(state)
      .filter(({ LocalPort }) => [500, 4500].includes(LocalPort))
      .map(({ LocalPort, ProcessName }) => ({
        port: LocalPort,
        holder: sameWord(ProcessName, 'svchost') ? 'IKEEXT' : ProcessName,
      })),
  );

const categories = ['boot-time', 'stealth', 'firewall', 'connection-security'] as const;
const productsOf = (state: SimulatedState): readonly FirewallProduct[] =>
  network.firewallProducts(state).map(({ DisplayName, RuleCategories }) => ({
    name: DisplayName,
    owns: categories.filter((_, number) => RuleCategories.includes(number)),
  }));

function domainReach(state: SimulatedState): DomainReach | null {
  const told = network.domainController(state);
  if (told === undefined) return null;
  if (!told.Reachable) return { reachable: false, clockSkewSeconds: null };
  const { ClockSkewSeconds: clockSkewSeconds, WritableController: controller } = told;
  return { reachable: true, clockSkewSeconds, ...(controller === '' ? {} : { writableController: controller }) };
}

const networkFacts = (state: SimulatedState): Pick<ComputerFacts, 'networks' | 'leasedAddresses'> => ({
  networks: known(
    network.connectionProfiles(state).map(({ Name, InterfaceAlias, NetworkCategory }) => ({
      network: Name,
      interfaceAlias: InterfaceAlias,
      category: NetworkCategory,
    })),
  ),
  leasedAddresses: known(
    network
      .ipAddresses(state)
      .filter(({ PrefixOrigin }) => PrefixOrigin === 'Dhcp')
      .map(({ IPAddress, InterfaceAlias }) => ({ address: IPAddress, interfaceAlias: InterfaceAlias })),
  ),
});

function askedFacts(state: SimulatedState): Pick<ComputerFacts, AttemptedFact> {
  const { computer } = state;
  return {
    machineId: known(machineId(computer)),
    netSecurityModule:
      computer.netsecurityModule === 'missing' ? unknown('the NetSecurity module is not installed') : known(true),
    scheduledTasks: schedules(state) ? known(true) : unknown('The service Task Scheduler does not run.'),
    elevated: known(computer.elevated),
    windows: known({ edition: computer.edition, build: String(computer.build) }),
    domain: known(computer.domain),
    addresses: known(computer.addresses),
    listeningPorts: known(computer.listening),
    powershellLogging: known(powershellLogging(state)),
    // The file has one policy and does not say who set it.
    executionPolicy: known({ policy: computer.executionPolicy, scope: 'LocalMachine' }),
    services: known(watchedOf(state)),
    ...networkFacts(state),
    connections: connectionsOf(state),
    ikePortHolders: holdersOf(state),
    legacyPolicy: known(legacyPolicy(state) ?? null),
    firewallProducts: known(productsOf(state)),
    domainController: known(domainReach(state)),
    certificates: known(certificates(state)),
  };
}

/** The facts as PowerShell would tell them; nothing more can be asked where PowerShell is locked down. */
export function computerFacts(state: SimulatedState): ComputerFacts {
  const { name, languageMode } = state.computer;
  const facts =
    languageMode === 'FullLanguage' ? askedFacts(state) : unaskedFacts(`PowerShell runs in ${languageMode}`);
  return { ...facts, computerName: name, now: new Date(now(state)).toISOString(), languageMode };
}
