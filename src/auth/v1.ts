/** Signature V1, HMAC-SHA1 over all parameters: what older SDKs, the CLI and Terraform send. */
import { createHmac } from 'node:crypto'
import { canonicalQuery, type Pair, percentEncode } from './encode.ts'

/** Of all parameters of query and form but Signature itself, empty ones included. */
export const stringToSignV1 = (method: string, parameters: readonly Pair[]): string =>
  `${method}&%2F&${percentEncode(canonicalQuery(parameters.filter(([name]) => name !== 'Signature')))}`

/** Base64. */
export const signV1 = (secret: string, stringToSign: string): string =>
  createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
