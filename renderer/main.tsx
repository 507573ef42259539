import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { exposedBridge } from './bridge';
import { createModel, startWorker } from './model/model';
import { type AppStores, createAppStores } from './stores/app-stores';
import { preloadPages } from './wizard/shown-page';
import './styles/base.css';
import './styles/frame.css';
import './styles/fields.css';
import './styles/parts.css';
import './styles/change.css';
import './styles/picture.css';
import './styles/print.css';
import './styles/contrast.css';

function begin(): AppStores | undefined {
  const bridge = exposedBridge();
  if (bridge === undefined) return undefined;
  const stores = createAppStores(bridge, {
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    model: createModel(startWorker),
  });
  void stores.computer.refresh();
  void stores.draft.restore();
  // The earlier one still reaches the main process before the window is gone; not every way out has it.
  for (const way of ['beforeunload', 'pagehide']) window.addEventListener(way, () => void stores.draft.flush());
  return stores;
}

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App stores={begin()} />
    </StrictMode>,
  );
  window.requestIdleCallback(preloadPages);
}
