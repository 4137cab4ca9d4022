import type { SettingType } from '../parsers.ts'

/** A text that people read, in both languages of the documentation. */
export interface Words {
  readonly en: string
  readonly zh: string
}

/**
 * A row of the table. Its key is the environment variable, of which the flag is the same in other letters: `--data-dir`
 * for `DATA_DIR`.
 */
export interface Setting {
  /** The library's name for it. */
  readonly option: string
  readonly type: SettingType<unknown>
  /** As an environment variable would have it. */
  readonly default?: string
  readonly help: Words
  /** How the text is written, for environment variables and flags only. A sentence. */
  readonly format?: Words
  /** The page in docs/ that says more. */
  readonly page?: string
  /** What the library and child services do when the option is left out, if that isn't `default`. */
  readonly inLibrary?: Words & { readonly default?: string }
  /** `option`: whoever starts a child service may choose it. `inherited`: a child has the value of its parent. */
  readonly inChildServices?: 'option' | 'inherited'
}

export const yesOrNo: Words = { en: '`yes` or `no`.', zh: '`yes` 或 `no`。' }
