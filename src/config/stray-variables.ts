/** Variables with our prefix that are no settings: misspelt settings, or variables of somebody else. */
import { names } from './settings.ts'

/**
 * Variables that Kubernetes sets in pods beside a Service named swas, swas-local or swas-…, and Docker beside a link.
 */
export const injected: readonly RegExp[] = [
  /^SWAS(_[A-Z0-9_]+)?_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$/,
  /^SWAS(_[A-Z0-9_]+)?_PORT(_\d+_(TCP|UDP|SCTP)(_(ADDR|PROTO|PORT|(PORT_)?(START|END)))?)?$/,
  /^SWAS(_LOCAL)?_(NAME|ENV_\w+)$/
]

// Terraform's provider reads its SWAS endpoint from it. It is often set where swas-local starts.
const known = new Set(['SWAS_OPEN_ENDPOINT'])

/** The setting that a variable was meant to be, if its name is nearly that of one. */
export function misspeltSetting(name: string): string | undefined {
  if (isSetting(name) || !/^swas/i.test(name) || isForeign(name)) return undefined
  return ours.find((setting) => isNearly(bodyOf(name.toUpperCase()), bodyOf(setting)))
}

/** Variables to warn about, since they aren't read; sorted by name. */
export const strayVariables = (environment: Readonly<NodeJS.ProcessEnv>): string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('SWAS_') && !isSetting(name) && !isForeign(name))
    .sort()

const ours = names.filter((name) => name.startsWith('SWAS_'))
const isSetting = (name: string) => names.some((one) => one === name)
const isForeign = (name: string) => injected.some((pattern) => pattern.test(name)) || known.has(name)
const bodyOf = (name: string) => name.replace(/^SWAS_?/, '')

function isNearly(body: string, wanted: string): boolean {
  const [words, wantedWords] = [body.split('_'), wanted.split('_')]
  if (words.length !== wantedWords.length) {
    const [joined, wantedJoined] = [words.join(''), wantedWords.join('')]
    return joined === wantedJoined || (wantedWords.length > 1 && isOneEdit(joined, wantedJoined))
  }
  // A short name of one word is one letter away from too many others: SWAS_AUTO, SWAS_SPEED, SWAS_CELLS.
  const isShort = wantedWords.length === 1 && wanted.length <= 5
  const isTypo = isShort ? isSlip : isOneEdit
  const wrong = wantedWords.filter((word, index) => word !== words[index])
  return (
    wrong.length <= 2 && wantedWords.every((word, index) => word === words[index] || isTypo(words[index] ?? '', word))
  )
}

/** Whether two letters were swapped, one was left out or typed twice, or an S was added. */
function isSlip(word: string, wanted: string): boolean {
  if (!isOneEdit(word, wanted)) return false
  if (word.length > wanted.length) {
    const isTwice = (letter: string, at: number) =>
      letter === word[at - 1] && word.slice(0, at) + word.slice(at + 1) === wanted
    return word === `${wanted}S` || [...word].some(isTwice)
  }
  return word.length < wanted.length || [...word].sort().join() === [...wanted].sort().join()
}

/** Whether one letter was added, left out or replaced, or two were swapped. */
function isOneEdit(word: string, wanted: string): boolean {
  let start = 0
  while (start < word.length && word[start] === wanted[start]) start++
  let end = 0
  while (end < Math.min(word.length, wanted.length) - start && word.at(-1 - end) === wanted.at(-1 - end)) end++
  const [rest, other] = [word.slice(start, word.length - end), wanted.slice(start, wanted.length - end)]
  if (rest.length <= 1 && other.length <= 1) return true
  return rest.length === 2 && other.length === 2 && rest[0] === other[1] && rest[1] === other[0]
}
