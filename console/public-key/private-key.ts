/** Recognises private keys that are pasted by mistake, in the browser: they must never be sent. */
const marks = [
  /BEGIN[A-Z0-9 _]*PRIVATE\s*KEY/i, // PEM, OpenSSH's and RFC 4716
  /PuTTY-User-Key-File|Private-Lines|Private-MAC/i,
  /AGE-SECRET-KEY-1/i,
  /"d"\s*:\s*"/, // a JWK
  /<(D|P|Q|DP|DQ|InverseQ)>/ // .NET's XML
]

/** These words may stand in the comment of a public key. */
const words = /PRIVATE\s*KEY|SECRET\s*KEY/i
const publicLine = /^(ssh|ecdsa|sk)-\S+ +AAAA/

export function isPrivateKey(text: string): boolean {
  const plain = text.replaceAll('\0', '').replaceAll('\\n', '\n').trim()
  if (marks.some((mark) => mark.test(plain))) return true
  if (!publicLine.test(plain) && words.test(plain)) return true
  return runsOf(plain).some(isPrivateData)
}

/** The Base64 in the text, decoded to one character a byte. */
function runsOf(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{16,}(?:\s+[A-Za-z0-9+/_-]{4,})*/g) ?? []
  return runs.map((run) => {
    const data = run.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/')
    return atob(data.slice(0, data.length - (data.length % 4)))
  })
}

const encrypted = '\x2a\x86\x48\x86\xf7\x0d\x01\x05' // PKCS#5

function isPrivateData(bytes: string): boolean {
  if (bytes.startsWith('openssh-key-v1') || words.test(bytes)) return true
  const content = derContent(bytes)
  // Private keys begin with a version of one byte; encrypted PKCS#8 begins with the algorithm.
  return content?.startsWith('\x02\x01') === true || content?.slice(0, 16).includes(encrypted) === true
}

/** The content of a DER SEQUENCE. */
function derContent(bytes: string): string | undefined {
  if (bytes[0] !== '\x30') return undefined
  const size = bytes.charCodeAt(1)
  return bytes.slice(size < 0x80 ? 2 : 2 + (size & 0x7f))
}
