import { FluentProvider } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { Notice, ThreeSentences } from './components/notice';
import { en } from './i18n/en';
import { TextsContext } from './i18n/texts-context';
import type { AppStores } from './stores/app-stores';
import { StoresContext } from './stores/stores-context';
import { Frame } from './wizard/frame';
import { useSystemTheme } from './wizard/system-theme';

/** Without a bridge there is no program behind the page: it says so and does nothing. */
export function App({ stores }: { readonly stores: AppStores | undefined }): ReactElement {
  const theme = useSystemTheme();
  return (
    <FluentProvider theme={theme}>
      <TextsContext value={en}>
        {stores === undefined ? (
          <main className="app alone">
            <Notice tone="bad">
              <ThreeSentences sentences={en.frame.openedWithoutProgram} />
            </Notice>
          </main>
        ) : (
          <StoresContext value={stores}>
            <Frame />
          </StoresContext>
        )}
      </TextsContext>
    </FluentProvider>
  );
}
