/** OpenSSH's lists of patterns: separated by commas, with `*` and `?`, and with `!` for what must not match. */
import { isIPv4, isIPv6 } from 'node:net'

/** Whether the pattern matches the whole text. */
export function matchesPattern(text: string, pattern: string): boolean {
  let [place, at] = [0, 0]
  let [star, resume] = [-1, 0]
  while (place < text.length) {
    if (pattern[at] === '*') [star, resume, at] = [at, place, at + 1]
    else if (pattern[at] === '?' || pattern[at] === text[place]) [place, at] = [place + 1, at + 1]
    else if (star >= 0) [resume, place, at] = [resume + 1, resume + 1, star + 1]
    else return false
  }
  return /^\**$/.test(pattern.slice(at))
}

/** Whether a pattern of the list matches, and none with `!`. */
export function matchesList(text: string, list: string): boolean {
  return decide(list, (pattern) => matchesPattern(text, pattern)) === true
}

/** The same for an address, with patterns that may be networks (`10.0.0.0/8`). undefined if a network is malformed. */
export function addressMatches(address: string, list: string): boolean | undefined {
  const lower = address.toLowerCase()
  return decide(list.toLowerCase(), (pattern) =>
    pattern.includes('/') ? isWithin(lower, pattern) : matchesPattern(lower, pattern)
  )
}

function decide(list: string, matches: (pattern: string) => boolean | undefined): boolean | undefined {
  const found = list.split(',').map((item) => {
    const isNegated = item.startsWith('!')
    return { isNegated, isMatch: matches(isNegated ? item.slice(1) : item) }
  })
  if (found.some(({ isMatch }) => isMatch === undefined)) return undefined
  const hits = found.filter(({ isMatch }) => isMatch)
  return hits.length > 0 && hits.every(({ isNegated }) => !isNegated)
}

/** undefined if the network is malformed or has bits set beyond its length, which OpenSSH rejects too. */
function isWithin(address: string, network: string): boolean | undefined {
  const [base = '', length = '', ...more] = network.split('/')
  const [from, prefix] = [toBits(base), Number(length)]
  if (from === undefined || !/^\d{1,3}$/.test(length) || prefix > from.length || more.length > 0) return undefined
  if (from.slice(prefix).includes('1')) return undefined
  const bits = toBits(address)
  return bits?.length === from.length && bits.startsWith(from.slice(0, prefix))
}

/** The bits of an address, as a text of ones and zeros. */
function toBits(address: string): string | undefined {
  if (isIPv4(address))
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
  if (!isIPv6(address) || address.includes('%')) return undefined
  const [head = '', tail] = address.replace(/[\d.]+\.[\d.]+$/, dottedToGroups).split('::')
  const groups = (text = '') => (text === '' ? [] : text.split(':'))
  const middle = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  return [...groups(head), ...Array<string>(middle).fill('0'), ...groups(tail)]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('')
}

const dottedToGroups = (dotted: string) => {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number)
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}
