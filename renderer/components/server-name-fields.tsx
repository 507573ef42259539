import { Button } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { Finding } from '#contract/finding';
import type { CertificateMethod } from '#preflight/certificate-fit';
import type { Role, ServerNameType } from '#policy/model';
import { serverNameTypes } from '#policy/server-name';
import { useCertificateTexts } from '../i18n/certificate-texts';
import { ChoiceField } from './choice-field';
import { TextField } from './text-field';

interface ServerNameFieldsProps {
  readonly method: CertificateMethod;
  readonly role: Role;
  /** Names that this server's own certificates hold. */
  readonly offered: readonly string[];
  readonly findings: readonly Finding[];
  readonly onChange: (method: CertificateMethod) => void;
}

/** No name is no member: so a policy without one is the policy that it was before there were names. */
function withName(
  { server: _, ...method }: CertificateMethod,
  nameType: ServerNameType,
  name: string,
): CertificateMethod {
  return name === '' ? method : { ...method, server: { nameType, name } };
}

/** The name by which a workstation knows the server from every other computer of the same authority. */
export function ServerNameFields(props: ServerNameFieldsProps): ReactElement {
  const { method, role, offered, findings, onChange } = props;
  const texts = useCertificateTexts();
  // Where the name is empty the policy has no place for its kind: the next one typed takes it.
  const [wanted, setWanted] = useState<ServerNameType>('dns-name');
  const { nameType = wanted, name = '' } = method.server ?? {};
  return (
    <>
      <div className="columns">
        <TextField
          label={texts.serverName}
          hint={texts.serverNameHint[role]}
          value={name}
          findings={findings}
          onChange={(next) => {
            onChange(withName(method, nameType, next));
          }}
        />
        <ChoiceField
          label={texts.nameType}
          value={nameType}
          choices={serverNameTypes.map((value) => ({ value, text: texts.nameTypes[value] }))}
          onChange={(next) => {
            setWanted(next);
            onChange(withName(method, next, name));
          }}
        />
      </div>
      {offered.some((one) => one !== name) && (
        <div className="buttons">
          {offered
            .filter((one) => one !== name)
            .map((one) => (
              <Button
                key={one}
                size="small"
                onClick={() => {
                  onChange(withName(method, 'dns-name', one));
                }}
              >
                {texts.useName(one)}
              </Button>
            ))}
        </div>
      )}
    </>
  );
}
