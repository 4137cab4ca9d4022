/** The signature doctor: what was wrong with a signature that was refused. */
import type { FastifyInstance } from 'fastify'
import { reportNotFound } from '../../errors.ts'
import { findSignatureReport } from '../../store/signature-reports.ts'
import { needAccount } from './caller.ts'
import type { ControlOptions } from './index.ts'

export function signatures(app: FastifyInstance, options: ControlOptions): void {
  const { authenticator, database } = options
  app.get<{ Params: { RequestId: string } }>('/_swas/signatures/:RequestId', async (request, reply) => {
    const { account } = await needAccount(options, request, reply)
    const { RequestId } = request.params
    const report = await findSignatureReport(database.db, RequestId, account, authenticator.now())
    if (report === undefined) throw reportNotFound()
    return report
  })
}
