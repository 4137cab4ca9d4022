/** Who calls: the AccessKeyId that a signature or HTTP Basic names. Whether the secret is true is not checked yet. */

/** What of a request says who calls. */
export interface Credentials {
  readonly authorization: string | undefined
  /** V1's parameter. */
  readonly accessKeyId: string | undefined
}

const v3 = /^ACS3-HMAC-SHA256\s+(?:.*,\s*)?Credential=([^,\s]+)/
const basic = /^Basic +([A-Za-z0-9+/_-]+={0,2}) *$/i

/** The account of a signed call, or undefined where nobody is named. Every AccessKeyId is an account of its own. */
export function accountOf({ authorization, accessKeyId }: Credentials): string | undefined {
  return v3.exec(authorization ?? '')?.[1] ?? accessKeyId
}

/** Whether it can be one at all: printable, and no longer than anyone's. */
export const isAccessKeyId = (text: string): boolean => /^[^\p{Cc}]{1,128}$/u.test(text)

/** The account of HTTP Basic's `AccessKeyId:secret`, or undefined where the header isn't that. */
export function basicAccountOf(authorization: string): string | undefined {
  const [, encoded = ''] = basic.exec(authorization) ?? []
  const [, accessKeyId] = /^([!-9;-~]+):/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return accessKeyId
}
