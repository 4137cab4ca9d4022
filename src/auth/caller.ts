/** Who calls: the AccessKeyId that either signature scheme names. Whether the signature is true is not checked yet. */

/** What of a request says who calls. */
export interface Credentials {
  readonly authorization: string | undefined
  /** V1's parameter. */
  readonly accessKeyId: string | undefined
}

const v3 = /^ACS3-HMAC-SHA256\s+(?:.*,\s*)?Credential=([^,\s]+)/

/** The account of the call, or undefined where nobody is named. Every AccessKeyId is an account of its own. */
export function accountOf({ authorization, accessKeyId }: Credentials): string | undefined {
  return v3.exec(authorization ?? '')?.[1] ?? accessKeyId
}
