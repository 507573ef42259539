import type { ServiceState } from '#contract/facts';
import { finding, type Severity } from '#contract/finding';
import type { ComputerCheck } from './check';

/**
 * Without the firewall's service and the base filtering engine nothing is enforced. Without the keying service nothing
 * is negotiated (event 5453); Windows starts it by itself unless it is disabled. The policy agent is needed for policies
 * of secpol.msc, and the Task Scheduler for the automatic undo.
 */
function severityOf({ name, disabled }: ServiceState): Severity {
  if (name === 'BFE' || name === 'MpsSvc') return 'block';
  return name === 'IKEEXT' && disabled ? 'block' : 'warning';
}

/** The services that IPsec stands on. */
export const services: ComputerCheck = {
  id: 'services',
  run: ({ facts: { computer } }) =>
    (computer.services.available ? computer.services.value : [])
      .filter(({ running }) => !running)
      .map((service) =>
        finding('service-stopped', severityOf(service), { service: service.name, disabled: service.disabled }),
      ),
};
