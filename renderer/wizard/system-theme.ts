import { teamsHighContrastTheme, type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

const queries = { contrast: '(forced-colors: active)', dark: '(prefers-color-scheme: dark)' } as const;

function subscribe(changed: () => void): () => void {
  const lists = Object.values(queries).map((query) => window.matchMedia(query));
  for (const list of lists) list.addEventListener('change', changed);
  return () => {
    for (const list of lists) list.removeEventListener('change', changed);
  };
}

const current = (): 'contrast' | 'dark' | 'light' => {
  if (window.matchMedia(queries.contrast).matches) return 'contrast';
  return window.matchMedia(queries.dark).matches ? 'dark' : 'light';
};

const themes = { contrast: teamsHighContrastTheme, dark: webDarkTheme, light: webLightTheme } as const;

/** The theme that the system asks for, now and when it changes its mind. */
export const useSystemTheme = (): Theme => themes[useSyncExternalStore(subscribe, current)];
