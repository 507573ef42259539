import type { Session } from 'electron';

/** Copying a plan or a report is a technician's daily need; it writes text, and reads nothing. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

export const isGranted = (permission: string): boolean => granted.has(permission);

/** Threat: the page asks for camera, location, devices, notifications or the clipboard's content. None is needed. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(isGranted(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => isGranted(permission));
  session.setDevicePermissionHandler(() => false);
}
