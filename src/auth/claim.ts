/** The credentials of a request, before they are checked. */
import { type Authorization, parseAuthorization } from './v3.ts'

export type Claim =
  | { readonly scheme: 'V1'; readonly accessKeyId: string }
  | ({ readonly scheme: 'V3' } & Authorization)
  | { readonly scheme: 'Basic'; readonly accessKeyId: string; readonly secret: string }

const basic = /^Basic +([A-Za-z0-9+/_-]+={0,2}) *$/i

/** Reads the Authorization header: V3, or HTTP Basic's `AccessKeyId:secret`. undefined if it is neither. */
export function claimOf(authorization: string): Claim | undefined {
  const v3 = parseAuthorization(authorization)
  if (v3 !== undefined) return { scheme: 'V3', ...v3 }
  const [, encoded = ''] = basic.exec(authorization) ?? []
  const [, accessKeyId, secret] = /^([!-9;-~]+):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return accessKeyId === undefined || secret === undefined ? undefined : { scheme: 'Basic', accessKeyId, secret }
}

/** Whether the text can be an AccessKeyId: 1 to 128 printable characters. */
export const isAccessKeyId = (text: string): boolean => /^[^\p{Cc}]{1,128}$/u.test(text)
