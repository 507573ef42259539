import { randomBytes } from 'node:crypto';
import * as v from 'valibot';

/** The variable of the child's environment that holds the key; scripts know this name and nothing more. */
export const KEY_VARIABLE = 'IPSECBW_PRE_SHARED_KEY';

/** More than any computer's rules need, and less than what exhausts memory. */
export const MOST_ANSWER_BYTES = 64 * 1024 * 1024;
const MOST_MESSAGE_LETTERS = 2_000;
/** Two for the envelope, eight for rows in lists in lists with four levels of nested objects; the rest is room. */
const MOST_JSON_DEPTH = 32;

/** Marks the one line of the output that is ours. New for each request, so that a late answer is nobody's. */
export const newNonce = (): string => randomBytes(16).toString('hex');

/** An error as PowerShell tells it; `message` is localised, for people, and at most 2,000 letters long. */
export interface ScriptError {
  readonly id: string;
  readonly category: string;
  readonly message: string;
}

export type Answer =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: ScriptError }
  /** No answer of ours: whether the script ran is unknown. */
  | { readonly kind: 'garbled'; readonly problem: string };

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/**
 * PowerShell for what becomes of an error record in `$_`. Ids and categories are not localised, messages are. A binder
 * may repeat a value in its message: the key is taken out before the message is cut, while it is still whole.
 */
export const describeError = [
  '$ipsecbwMessage=[string]$_.Exception.Message',
  `if($env:${KEY_VARIABLE}){$ipsecbwMessage=$ipsecbwMessage.Replace($env:${KEY_VARIABLE},'***')}`,
  `if($ipsecbwMessage.Length -gt ${MOST_MESSAGE_LETTERS}){$ipsecbwMessage=$ipsecbwMessage.Substring(0,${MOST_MESSAGE_LETTERS})}`,
  '@{id=[string]$_.FullyQualifiedErrorId;category=[string]$_.CategoryInfo.Category;message=$ipsecbwMessage}',
].join(';');

const toJson = (value: string): string => `ConvertTo-Json -InputObject ${value} -Compress -Depth ${MOST_JSON_DEPTH}`;

/**
 * One line of ASCII that runs a script in the session's global scope and answers with one line of ASCII. One line,
 * because `powershell -Command -` ends a block only at a blank line and an unclosed brace would swallow every later
 * call; base64, because Windows PowerShell 5.1 reads its input in the code page of the console. The script is compiled
 * inside the try, so its own syntax errors are answers too. `[Console]::Out` goes past the formatter, which wraps lines.
 */
export function requestLine(script: string, nonce: string): string {
  const source = `[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64(script)}'))`;
  const attempt = `$ipsecbwJson=${toJson(`@{result=(. ([ScriptBlock]::Create(${source})))}`)}`;
  const rescue = `$ipsecbwJson=${toJson(`@{error=(&{${describeError}})}`)}`;
  const answer = `[Console]::Out.WriteLine('${nonce}'+':'+[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($ipsecbwJson)))`;
  return `try{${attempt}}catch{${rescue}};$Error.Clear();${answer}`;
}

/**
 * Asks for the language mode in the plainest words there are: no method call, no .NET type. A locked-down PowerShell
 * answers this and refuses the envelope.
 */
export const languageModeLine = (nonce: string): string => `'${nonce}'+':'+$ExecutionContext.SessionState.LanguageMode`;

/** What follows the nonce on the first line of the output that has it; warnings and host text around it do not matter. */
export function findAnswer(line: string, nonce: string): string | undefined {
  const at = line.indexOf(`${nonce}:`);
  return at < 0 ? undefined : line.slice(at + nonce.length + 1).trimEnd();
}

const scriptErrorSchema = v.object({
  id: v.pipe(v.string(), v.maxLength(4_096)),
  category: v.pipe(v.string(), v.maxLength(256)),
  message: v.pipe(v.string(), v.maxLength(MOST_MESSAGE_LETTERS)),
});
const answerSchema = v.union([v.strictObject({ error: scriptErrorSchema }), v.strictObject({ result: v.unknown() })]);

const garbled = (problem: string): Answer => ({ kind: 'garbled', problem });

/** Reads the text behind the nonce. Nothing about it is believed: size, base64, UTF-8, JSON and shape are checked. */
export function parseAnswer(text: string): Answer {
  if (text.length > MOST_ANSWER_BYTES) return garbled('the answer is too large');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/u.test(text)) return garbled('the answer is not base64');
  const parsed = v.safeParse(answerSchema, parseJson(text));
  if (!parsed.success) return garbled('the answer is not the JSON that was asked for');
  if ('error' in parsed.output) return { kind: 'error', error: parsed.output.error };
  return { kind: 'result', result: parsed.output.result };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64')));
  } catch {
    return undefined;
  }
}
