/** The signature doctor: what was wrong with a signature that was refused. */
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
      description: 'Of the refused request.',
      examples: ['4E9B6C1F-2C7A-5D0B-9F0E-3A1D5B7C9E2F']
    }),
    accessKeyId: Type.String({ description: 'Who was named.', examples: ['dev'] }),
    time: Type.String({ description: 'When, by the service’s clock.', examples: ['2026-11-24T08:00:00.000Z'] }),
    code: Type.String({ description: 'How it was refused.', examples: ['SignatureDoesNotMatch'] }),
    message: Type.String({ description: 'In which words.', examples: ['The signature does not match.'] })
  },
  { title: 'SignatureReport', description: 'What was wrong; docs/signatures.md has all members.' }
)

export function signatures(app: FastifyInstance, options: ControlOptions): void {
  const { authenticator, database } = options
  const get = describe({
    id: 'GetSignatureReport',
    summary: 'Tells why a signature was refused.',
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
