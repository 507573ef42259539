import type { ReactElement } from 'react';
import type { Role } from '#policy/model';

const screen = (x: number, y: number): string => `M${x} ${y}h22v15h-22zM${x + 11} ${y + 15}v4M${x + 6} ${y + 19}h10`;

/** A server with three workstations around it, or one workstation with its server: the own computer is drawn strong. */
export const RoleDrawing = ({ role }: { readonly role: Role }): ReactElement => (
  <svg className={`drawing drawing-${role}`} viewBox="0 0 150 66" aria-hidden="true" focusable="false">
    <path className="server" d="M62 12h26v44h-26zM62 26h26M62 40h26M67 19h6M67 33h6M67 47h6" />
    <path className="workstation" d={screen(6, 22)} />
    <path className="line" d="M31 30h28" />
    <path className="lock" d="M41 27h8v7h-8zM42.5 27v-2.5a2.5 2.5 0 0 1 5 0V27" />
    {role === 'server' && (
      <>
        <path className="workstation" d={`${screen(120, 4)}${screen(120, 40)}`} />
        <path className="line" d="M91 24l26-10M91 42l26 8" />
      </>
    )}
  </svg>
);
