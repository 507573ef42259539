import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Rollout } from '#contract/stick';
import type { IpSecurityPolicy } from '#policy/model';
import { useStickTexts } from '../i18n/stick-texts';
import { isPending } from '../stores/change-store';
import { useStores } from '../stores/stores-context';
import { isOnRequest, onRequire } from '#policy/on-request';
import { doneIn, gateOf, provedIn, type Gate } from '../wizard/rollout-gate';
import { Notice } from './notice';

interface RolloutGateProps {
  readonly rollout: Rollout;
  /** The server's policy on this computer. */
  readonly server: IpSecurityPolicy | undefined;
}

/** "14 of 14: switch to Require", or why not yet. */
export function RolloutGate({ rollout, server }: RolloutGateProps): ReactElement {
  const { rollout: texts } = useStickTexts();
  const gate = gateOf(rollout, server && { onRequest: isOnRequest(server) });
  const [done, total] = [doneIn(rollout), rollout.workstations.length];
  const ready = gate.kind === 'ready' && server !== undefined;
  return (
    <Notice tone={ready ? 'good' : gate.kind === 'required' ? 'plain' : 'mind'} live>
      <p className="gate">{ready ? texts.gateReady(done, total) : texts.gateTitle(done, total)}</p>
      {done > 0 && <p>{texts.inForce(done, total, provedIn(rollout))}</p>}
      <p>{useReason(gate)}</p>
      {server !== undefined && isOnRequest(server) && <p>{texts.onRequest}</p>}
      {ready && <Switch server={server} />}
    </Notice>
  );
}

function useReason({ kind }: Gate): string {
  const { rollout: texts } = useStickTexts();
  switch (kind) {
    case 'ready':
      return texts.ready;
    case 'required':
      return texts.isRequired;
    case 'no-server':
      return texts.noServer;
    case 'needs-list':
      return texts.needsList;
    case 'needs-whole':
      return texts.needsWhole;
    case 'not-ready':
      return texts.notReady;
  }
}

function Switch({ server }: { readonly server: IpSecurityPolicy }): ReactElement {
  const { rollout: texts } = useStickTexts();
  const { change, draft, place } = useStores();
  const open = (): void => {
    if (!isPending(change.state.getState())) change.forget();
    draft.load(onRequire(server));
    place.go('review');
  };
  return (
    <>
      <Button appearance="primary" onClick={open}>
        {texts.switch}
      </Button>
      <p className="hint">{texts.switchHint}</p>
    </>
  );
}
