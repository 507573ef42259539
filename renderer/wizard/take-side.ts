import type { SettingsOpened } from '#contract/stick';
import type { IpSecurityPolicy, Role } from '#policy/model';
import type { AppStores } from '../stores/app-stores';
import { isPending } from '../stores/change-store';
import { overviewOf } from '../stores/computer-store';
import { sideFor, sidesIn } from './side-for-computer';

type Taking = Pick<AppStores, 'change' | 'computer' | 'draft' | 'key' | 'place'>;

function chosenSide({ policies }: SettingsOpened, { computer }: Taking): IpSecurityPolicy | undefined {
  const overview = overviewOf(computer.state.getState());
  const addresses = overview?.computer.addresses;
  return sideFor(sidesIn(policies), {
    addresses: addresses?.available === true ? addresses.value : [],
    policies: overview?.policies ?? [],
  });
}

/** What was in a settings file fills in the wizard, and Review comes next. Without a role: the side that this computer is. */
export function takeSide(opened: SettingsOpened, stores: Taking, role?: Role): void {
  const side =
    role === undefined ? chosenSide(opened, stores) : sidesIn(opened.policies).find((one) => one.role === role);
  if (side === undefined) return;
  const { change, draft, key, place } = stores;
  if (!isPending(change.state.getState())) change.forget();
  draft.load(side);
  if (opened.key !== null) key.adopt(side.id, opened.key);
  place.go('review');
}
