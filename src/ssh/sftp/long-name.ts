import type { Attributes } from '@swas-local/linux/disk/attributes.ts'

const halfAYear = (365 * 24 * 60 * 60 * 1000) / 2
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const types = {
  file: { letter: '-', bits: 0o100000 },
  directory: { letter: 'd', bits: 0o040000 },
  link: { letter: 'l', bits: 0o120000 }
}

/** Type and permissions in one number, as `st_mode` of Linux. */
export const modeOf = ({ kind, mode }: Attributes) => mode | types[kind].bits

/** A line of `ls -l`. */
export function longName(file: Attributes & { readonly name: string }, now = Date.now()): string {
  const [links, size] = [file.kind === 'directory' ? 2 : 1, String(file.size).padStart(8)]
  const date = dateOf(new Date(file.modifiedAt), now)
  return `${permissions(file)}    ${links} root     root     ${size} ${date} ${file.name}`
}

function permissions({ kind, mode }: Attributes): string {
  const letters = [...'rwxrwxrwx'].map((letter, at) => (mode & (0o400 >> at) ? letter : '-'))
  const special = (bit: number, at: number, letter: string) => {
    if (mode & bit) letters[at] = letters[at] === 'x' ? letter : letter.toUpperCase()
  }
  special(0o4000, 2, 's')
  special(0o2000, 5, 's')
  special(0o1000, 8, 't')
  return `${types[kind].letter}${letters.join('')}`
}

/** The time of day, or the year if the date is long ago or in the future. */
function dateOf(date: Date, now: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`
  const isRecent = date.getTime() <= now && date.getTime() > now - halfAYear
  return `${day} ${isRecent ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}` : ` ${date.getUTCFullYear()}`}`
}
