/** The ClientToken of a call: the same for the same call, so that a call that is repeated after a lost reply is done once. */
export type TokenFor = (call: string) => string

/** The tokens of one dialog, from when it opens. */
export function createTokens(): TokenFor {
  const tokens = new Map<string, string>()
  return (call) => {
    const token = tokens.get(call) ?? newToken()
    tokens.set(call, token)
    return token
  }
}

// Not `crypto.randomUUID`: browsers have it only on pages that came from this machine or by HTTPS.
const newToken = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
