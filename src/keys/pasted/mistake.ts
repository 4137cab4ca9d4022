/** A text that people send in place of a public key, and the sentence that explains it. */
export interface Mistake {
  /** Fixed: it must not quote the text, which can hold a secret. */
  readonly sentence: string
  readonly seen: RegExp | ((text: string) => boolean)
}

export const isSeen = ({ seen }: Mistake, text: string): boolean =>
  typeof seen === 'function' ? seen(text) : seen.test(text)

export const sentenceFor = (mistakes: readonly Mistake[], text: string): string | undefined =>
  mistakes.find((mistake) => isSeen(mistake, text))?.sentence
