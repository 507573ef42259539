import { Button, Input } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { Door } from '#contract/finding';
import { doors, mostPassivePorts, type SecuredDoor, securedDoor, withDoor } from '#policy/doors';
import type { IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { type PassiveTexts, passiveRange, proposalFor } from '../wizard/doors';
import { ruleOf } from '../wizard/edit-policy';
import { blocking } from '../wizard/findings';
import { canAddRule, removeRule } from '../wizard/rules';
import { useChooseRule, useChosenRule } from '../wizard/use-rule';
import { useEdit } from '../wizard/use-wizard';
import { FindingField } from './finding-field';
import { FindingLines } from './finding-list';
import { Group } from './group';
import { Icon } from './icon';
import { SeverityMark } from './severity-mark';
import { useFocusKept } from './use-focus-kept';

interface DoorProps {
  readonly policy: IpSecurityPolicy;
  readonly door: Door;
}

/** One other way to the backup files: how it stands, what to mind, and the click that secures it or stops doing so. */
export function DoorCard({ policy, door }: DoorProps): ReactElement {
  const { doors: texts } = useTexts().rules;
  const { name, ports } = doors[door];
  const secured = securedDoor(policy, door);
  const card = useFocusKept<HTMLLIElement>(secured === undefined, 'button');
  return (
    <li ref={card} className="door">
      <div className="section-head">
        <h3>
          {name} <span className="hint">{texts.ports(ports.map(({ protocol, port }) => `${protocol} ${port}`))}</span>
        </h3>
        <span role="status" className={`mark ${secured === undefined ? 'mark-warning' : ''}`}>
          <Icon name={secured === undefined ? 'warning' : 'lock'} />{' '}
          {secured === undefined ? texts.open : texts.secured(ruleOf(policy, secured.at)?.filterList.name ?? '')}
        </span>
      </div>
      {secured === undefined ? (
        <OpenDoor policy={policy} door={door} />
      ) : (
        <Secured policy={policy} door={door} secured={secured} />
      )}
      <p className="hint">{texts.impossible[door]}</p>
    </li>
  );
}

function OpenDoor({ policy, door }: DoorProps): ReactElement {
  const { doors: texts } = useTexts().rules;
  const edit = useEdit();
  const [typed, setTyped] = useState<PassiveTexts>({ from: '', to: '' });
  const passive = passiveRange(typed);
  const proposal = proposalFor(policy, door, passive);
  const impossible =
    proposal.rule === undefined ||
    passive.kind === 'half' ||
    blocking(proposal.findings).length > 0 ||
    !canAddRule(policy);
  return (
    <>
      {door === 'ftp' && <PassiveFields typed={typed} half={passive.kind === 'half'} onChange={setTyped} />}
      <div className="finding-lines">
        <p>
          <SeverityMark severity="warning" /> {texts.beforehand(door)}
        </p>
      </div>
      <FindingLines findings={proposal.findings.filter(({ code }) => code !== 'door-warning')} />
      <Button
        icon={<Icon name="lock" />}
        disabledFocusable={impossible}
        onClick={() => {
          edit((now) => withDoor(now, proposalFor(now, door, passive)));
        }}
      >
        {texts.secure(doors[door].name)}
      </Button>
    </>
  );
}

interface PassiveFieldsProps {
  readonly typed: PassiveTexts;
  readonly half: boolean;
  readonly onChange: (typed: PassiveTexts) => void;
}

function PassiveFields({ typed, half, onChange }: PassiveFieldsProps): ReactElement {
  const { doors: texts } = useTexts().rules;
  const fields = [
    ['from', texts.passiveFrom],
    ['to', texts.passiveTo],
  ] as const;
  return (
    <Group title={texts.passive} hint={texts.passiveHint(mostPassivePorts)}>
      <div className="columns">
        {fields.map(([end, label]) => (
          <FindingField
            key={end}
            label={label}
            problem={half && typed[end].trim() === '' ? texts.passiveHalf : undefined}
          >
            <Input
              value={typed[end]}
              inputMode="numeric"
              maxLength={5}
              onChange={(_, { value }) => {
                onChange({ ...typed, [end]: value });
              }}
            />
          </FindingField>
        ))}
      </div>
    </Group>
  );
}

function Secured({ policy, door, secured }: DoorProps & { readonly secured: SecuredDoor }): ReactElement {
  const { doors: texts } = useTexts().rules;
  const edit = useEdit();
  const chosen = useChosenRule();
  const choose = useChooseRule();
  const { at, alone } = secured;
  return (
    <div className="buttons">
      <Button
        disabledFocusable={at === chosen.at}
        onClick={() => {
          choose(at);
        }}
      >
        {texts.show}
      </Button>
      {alone && policy.rules.length > 1 && (
        <Button
          icon={<Icon name="remove" />}
          onClick={() => {
            edit((now) => removeRule(now, at));
            if (at < chosen.at) choose(chosen.at - 1);
          }}
        >
          {texts.stop(doors[door].name)}
        </Button>
      )}
    </div>
  );
}
