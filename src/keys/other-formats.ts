import { refuse } from './refusals.ts'

const privateKey = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----/
const putty = /^PuTTY-User-Key-File-\d/m
const armour = /^-{4,5} ?BEGIN /m

/** Refuses, with advice, texts that are keys in another format than OpenSSH's one line. */
export function rejectOtherFormats(text: string): void {
  if (privateKey.test(text) || putty.test(text)) refuse('privateKey')
  if (armour.test(text)) refuse('otherFormat')
}
