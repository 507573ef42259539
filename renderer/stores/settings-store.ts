import { createStore, type StoreApi } from 'zustand/vanilla';
import { appError, type AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { Result } from '#contract/result';
import type { SettingsFileFound, SettingsOpened } from '#contract/stick';

/** A settings file on its way into the wizard. Never a passphrase, never a key. */
export type SettingsState =
  | { readonly kind: 'none'; readonly problem: AppError | null }
  | { readonly kind: 'found'; readonly file: SettingsFileFound; readonly problem: AppError | null }
  | { readonly kind: 'opening'; readonly file: SettingsFileFound }
  | { readonly kind: 'open'; readonly file: SettingsFileFound; readonly opened: SettingsOpened };

export interface SettingsStore {
  readonly state: StoreApi<SettingsState>;
  /** Whether one lies beside the program. What is opened or chosen meanwhile stays. */
  readonly look: () => Promise<void>;
  readonly choose: () => Promise<void>;
  readonly drop: (file: File) => Promise<void>;
  /** Sends the passphrase once; answers what was in the file, undefined when it did not open. */
  readonly open: (passphrase: string | null) => Promise<SettingsOpened | undefined>;
  /** The vault has forgotten a key: what came with a file cannot be used from it any more. */
  readonly keyGone: (handle: string) => void;
  /** The file, its key's ledger and all that is known of it are forgotten. */
  readonly close: () => void;
}

const none: SettingsState = { kind: 'none', problem: null };
const mostBytes = 8 * 1024 * 1024;

/** Without the words before the comma of a data address. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(typeof reader.result === 'string' ? reader.result.slice(reader.result.indexOf(',') + 1) : '');
    };
    reader.onerror = () => {
      reject(new Error(reader.error?.name ?? 'unreadable'));
    };
    reader.readAsDataURL(file);
  });
}

export function createSettingsStore(bridge: Bridge): SettingsStore {
  const state = createStore<SettingsState>()(() => none);
  const take = (answer: Result<SettingsFileFound | null, AppError>): void => {
    if (!answer.ok) state.setState({ kind: 'none', problem: answer.error }, true);
    else if (answer.value !== null) state.setState({ kind: 'found', file: answer.value, problem: null }, true);
  };
  const refuse = (problem: AppError): void => {
    state.setState({ kind: 'none', problem }, true);
  };
  return {
    state,
    look: async () => {
      const answer = await bridge.findSettings(null);
      const isUntouched = state.getState() === none;
      if (isUntouched && answer.ok) take(answer);
    },
    choose: async () => {
      take(await bridge.chooseSettingsFile(null));
    },
    drop: async (file) => {
      const { name } = file;
      if (file.size > mostBytes) {
        refuse(appError('settings-too-large', { file: name, most: '8 MB' }));
        return;
      }
      try {
        take(await bridge.dropSettings({ name, base64: await base64Of(file) }));
      } catch (error) {
        refuse(
          appError('file-unreadable', { file: name, reason: error instanceof Error ? error.message : 'it failed' }),
        );
      }
    },
    open: async (passphrase) => {
      const now = state.getState();
      if (now.kind !== 'found') return undefined;
      const { file } = now;
      state.setState({ kind: 'opening', file }, true);
      const answer = await bridge.openSettings({ handle: file.handle, passphrase });
      state.setState(
        answer.ok ? { kind: 'open', file, opened: answer.value } : { kind: 'found', file, problem: answer.error },
        true,
      );
      return answer.ok ? answer.value : undefined;
    },
    keyGone: (handle) => {
      const now = state.getState();
      if (now.kind !== 'open' || now.opened.key?.handle !== handle) return;
      state.setState({ ...now, opened: { ...now.opened, key: null } }, true);
    },
    close: () => {
      state.setState(none, true);
      void bridge.closeSettings(null);
    },
  };
}
