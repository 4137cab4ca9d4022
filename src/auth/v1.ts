/** Signature V1, HMAC-SHA1 over all parameters: older SDKs, the CLI and Terraform send it. */
import { createHmac } from 'node:crypto'
import { canonicalQuery, type Pair, percentEncode } from './encode.ts'

/** `parameters` are those of query and form. All except Signature are signed, empty ones included. */
export const stringToSignV1 = (method: string, parameters: readonly Pair[]): string =>
  `${method}&%2F&${percentEncode(canonicalQuery(parameters.filter(([name]) => name !== 'Signature')))}`

/** Gives Base64. */
export const signV1 = (secret: string, stringToSign: string): string =>
  createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
