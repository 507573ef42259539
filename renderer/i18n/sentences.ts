import { sentences, type SentenceTexts } from './en/sentences.en';
import { useTexts } from './texts-context';

const inLanguage: Readonly<Record<string, SentenceTexts>> = { en: sentences };

/** The sentences of errors, findings and outcomes; Start stands without them, they come with the pages. */
export function useSentences(): SentenceTexts {
  const { language } = useTexts();
  return inLanguage[language] ?? sentences;
}
