/** The signature doctor: why a signature was refused. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { notAccount, reportNotFound } from '../../errors/index.ts'
import { findSignatureReport } from '../../store/signature-reports.ts'
import { needAccount } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const SignatureReport = Type.Object(
  {
    requestId: Type.String({
      description: 'The RequestId of the refused request.',
      examples: ['4E9B6C1F-2C7A-5D0B-9F0E-3A1D5B7C9E2F']
    }),
    accessKeyId: Type.String({ description: 'The AccessKeyId of the request.', examples: ['dev'] }),
    time: Type.String({
      description: 'When it was refused, by the service’s clock.',
      examples: ['2026-11-24T08:00:00.000Z']
    }),
    code: Type.String({ description: 'The code of the error.', examples: ['SignatureDoesNotMatch'] }),
    message: Type.String({ description: 'The message of the error.', examples: ['The signature does not match.'] })
  },
  { title: 'SignatureReport', description: 'Why the signature was refused; docs/signatures.md describes all members.' }
)

export function signatures(app: FastifyInstance, options: ControlOptions): void {
  const { authenticator, database } = options
  const get = describe({
    id: 'GetSignatureReport',
    summary: 'Returns why a signature was refused.',
    who: 'account',
    reply: SignatureReport,
    errors: [notAccount, reportNotFound]
  })
  app.get<{ Params: { RequestId: string } }>('/_swas/signatures/:RequestId', get, async (request, reply) => {
    const { account } = await needAccount(options, request, reply)
    const { RequestId } = request.params
    const report = await findSignatureReport(database.db, RequestId, account, authenticator.now())
    if (report === undefined) throw reportNotFound()
    return report
  })
}
