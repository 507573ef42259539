import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';

// Most starts have no settings file; what opens one is loaded when there is one.
const SettingsPanel = lazy(async () => ({ default: (await import('./settings-panel')).SettingsPanel }));

/** Where a settings file is opened, as soon as there is one, or a reason why there is none. */
export function SettingsPlace(): ReactElement | null {
  const { settings } = useStores();
  const isShown = useStore(settings.state, (state) => state.kind !== 'none' || state.problem !== null);
  useEffect(() => {
    void settings.look();
  }, [settings]);
  if (!isShown) return null;
  return (
    <Suspense fallback={null}>
      <SettingsPanel />
    </Suspense>
  );
}

/** Anywhere on the page: a file that misses the card must not open in its place. */
function useDroppedFile(take: (file: File) => void): void {
  useEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) take(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [take]);
}

/** The third card of Start: by a click or by a file that is dropped. */
export function SettingsCard(): ReactElement {
  const { roles: texts } = useTexts().start;
  const { settings } = useStores();
  useDroppedFile((file) => void settings.drop(file));
  return (
    <button
      type="button"
      className="role-card"
      aria-describedby="settings-card-text"
      onClick={() => void settings.choose()}
    >
      <svg className="drawing" viewBox="0 0 150 66" aria-hidden="true" focusable="false">
        <path className="workstation" d="M58 8h22l12 12v38H58zM80 8v12h12" />
        <path className="lock" d="M66 36h18v14H66zM70 36v-4a5 5 0 0 1 10 0v4" />
      </svg>
      <span className="card-title">{texts.settings}</span>
      <span id="settings-card-text" className="card-text" aria-hidden="true">
        {texts.settingsText}
      </span>
    </button>
  );
}
