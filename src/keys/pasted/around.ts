/** Mistakes in the text around a complete public key. */
import { isKeyType } from '../key-types.ts'

/** The text before the key data, the data and the text after it, as they were sent. */
export interface Around {
  readonly before: string
  readonly data: string
  readonly after: string
  /** The type inside the key data. */
  readonly type: string
}

interface Surrounding {
  readonly sentence: string
  readonly seen: (around: Around) => boolean
  /** Whether the key isn't the sender's own. */
  readonly isForeign?: boolean
}

const begins = (pattern: RegExp) => (around: Around) => pattern.test(around.before)

const option =
  /^(command|environment|from|permitopen|permitlisten|principals|tunnel|expiry-time)="|^(restrict|cert-authority|pty|user-rc|verify-required|no-touch-required|(no-)?(agent-forwarding|port-forwarding|X11-forwarding|pty|user-rc))[, ]/i

/** In the order in which they are tried. */
export const surroundings: readonly Surrounding[] = [
  {
    seen: ({ before, data, after }) => /[\r\n]/.test(before + data + after.trimEnd()),
    sentence: 'One public key on one line is expected, this text has several lines.'
  },
  {
    seen: ({ before, type }) => before === type,
    sentence: 'There is no space between the key type and the key data.'
  },
  {
    seen: ({ before, after }) => before === '' && isKeyType(firstWord(after)),
    sentence: 'The key type and the key data have changed places: the type comes first.'
  },
  {
    seen: ({ before }) => before === '',
    sentence: 'The key type in front of the key data is missing.'
  },
  {
    seen: ({ before, after }) => /\t/.test(before) || after.startsWith('\t'),
    sentence: 'There is a tab between the parts of the key; use a space.'
  },
  {
    seen: begins(option),
    sentence:
      'Nothing may stand before the key type: the options of an authorized_keys line are not part of a public key.'
  },
  {
    seen: begins(
      /^(\|1\||@(cert-authority|revoked)\b|\[\S+\]:\d+|\S*[.*?]\S*,|(?!\S*@)[\w*?-]+(\.[\w*?-]+)+\s|(\d{1,3}\.){3}\d|[0-9a-f]*:[0-9a-f:]+\s|localhost\b)/i
    ),
    sentence:
      'Nothing may stand before the key type, no host name: this is a line of known_hosts, which holds the key of a server and not yours.',
    isForeign: true
  },
  {
    seen: begins(/^(export |set |\$)?[\w.[\]"'-]+\s*(:?=|=>)/i),
    sentence: 'Nothing may stand before the key type: take the name and the = of the assignment away.'
  },
  {
    seen: begins(/^[[{]/),
    sentence: 'The key is inside JSON or a list, which was sent as a whole: send the value alone.'
  },
  {
    seen: begins(/^[bu]?["'`‘’“”«»„‹›「」《》]/),
    sentence: 'The key stands in quotation marks, which were sent with it: take them away.'
  },
  { seen: begins(/^#/), sentence: 'The line begins with #, so it is a comment: take the # away.' },
  {
    seen: begins(/^([-*+•>]|\d+[.):]?)\s/),
    sentence: 'Nothing may stand before the key type: take the list mark, the number or the > away.'
  },
  {
    seen: begins(/^([$%❯] |PS [^>]*> ?|\S+@\S+[$#%~] |\[\S+@)|^(echo|printf|cat|tee|export|set|setx|ssh-copy-id)\s/i),
    sentence: 'Nothing may stand before the key type: take the command or the prompt of the shell away.'
  },
  {
    seen: begins(/^[^\s:]+:(\d+:)?\S/),
    sentence:
      'Nothing may stand before the key type: take the user name and the colon away, as Google Cloud’s metadata has them, or the file name that grep writes.'
  },
  {
    seen: begins(/^[^:]{1,80}:\s/),
    sentence: 'Nothing may stand before the key type: take the name and the colon away.'
  },
  {
    seen: ({ before, type }) => before.trim().split(/\s+/).join(' ') === `${type} ${type}`,
    sentence: 'The key type stands there twice.'
  },
  {
    seen: ({ before, type }) => new RegExp(`^\\S*@\\S*\\s+${type}\\s*$`).test(before),
    sentence:
      'Nothing may stand before the key type: take the user or the comment away, or put it at the end of the line.'
  },
  {
    seen: ({ before }) => !/\s/.test(before.trim()) && !isKeyType(before.trim()) && !/@/.test(before),
    sentence: 'The word before the key data is no key type.'
  },
  {
    seen: ({ before, type }) => before.trim() !== type && before.trim().endsWith(type),
    sentence: 'Nothing may stand before the key type, neither options nor a host name.'
  },
  {
    seen: ({ after }) => /^\\[nrt]/.test(after),
    sentence: 'A backslash and a letter stand behind the key data: a program wrote a line end as \\n. Take it away.'
  },
  {
    seen: ({ after }) => /^["'`”’]/.test(after),
    sentence: 'A quotation mark stands behind the key data; take it away.'
  },
  {
    seen: (around) => padding(around) < 0,
    sentence: 'The key data has lost its padding, the = signs at its end.'
  },
  {
    seen: (around) => padding(around) > 0,
    sentence: 'The key data has too many = signs at its end.'
  },
  {
    seen: ({ after }) => /^[^\s=]/.test(after),
    sentence: 'There is something behind the key data without a space between.'
  }
]

const firstWord = (text: string) => text.trim().split(/\s/)[0] ?? ''

/** The number of superfluous = signs at the end of the data. */
function padding({ data, after }: Around): number {
  const bare = data.replace(/=+$/, '')
  const [more = ''] = /^=*/.exec(after) ?? []
  return data.length - bare.length + more.length - ((4 - (bare.length % 4)) % 4)
}
