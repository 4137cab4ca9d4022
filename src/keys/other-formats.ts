import { refuse } from './refusals.ts'

const privateKey = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----/
const putty = /^PuTTY-User-Key-File-\d/m
const armour = /^-{4,5} ?BEGIN /m

/** Rejects keys in other formats than OpenSSH's one line, with advice. */
export function rejectOtherFormats(text: string): void {
  if (privateKey.test(text) || putty.test(text)) refuse('privateKey')
  if (armour.test(text)) refuse('otherFormat')
}
