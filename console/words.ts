/** The console's language: the one that the user chose, or else the browser's. */
import { chinese } from './words-chinese.ts'
import { english } from './words-english.ts'

export type Language = 'en' | 'zh'

const key = 'swas-local.language'
const chosen = localStorage.getItem(key)

export const language: Language =
  chosen === 'en' || chosen === 'zh' ? chosen : navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'

export const words = language === 'zh' ? chinese : english

/** Reloads the page in the other language. */
export function switchLanguage(): void {
  localStorage.setItem(key, language === 'zh' ? 'en' : 'zh')
  location.reload()
}
