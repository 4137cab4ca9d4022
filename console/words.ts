/** The language that the console speaks: what was chosen here, or else what the browser prefers. */
import { chinese } from './words-chinese.ts'
import { english } from './words-english.ts'

export type Language = 'en' | 'zh'

const key = 'swas-local.language'
const kept = localStorage.getItem(key)

export const language: Language =
  kept === 'en' || kept === 'zh' ? kept : navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'

export const words = language === 'zh' ? chinese : english

/** Begins the page anew in the other language. */
export function switchLanguage(): void {
  localStorage.setItem(key, language === 'zh' ? 'en' : 'zh')
  location.reload()
}
