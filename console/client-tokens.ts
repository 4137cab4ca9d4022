/**
 * The ClientToken of a call. The same call gets the same token, so that its work is done once even if its reply is
 * lost.
 */
export type TokenFor = (call: string) => string

/** The tokens of one dialog. */
export function createTokens(): TokenFor {
  const tokens = new Map<string, string>()
  return (call) => {
    const token = tokens.get(call) ?? newToken()
    tokens.set(call, token)
    return token
  }
}

// Not `crypto.randomUUID`: browsers have it only on pages from localhost or over HTTPS.
const newToken = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
