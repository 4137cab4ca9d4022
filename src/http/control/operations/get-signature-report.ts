import type { Static } from 'typebox'
import { notAccount, reportNotFound } from '../../../errors/index.ts'
import { findSignatureReport } from '../../../store/signature-reports.ts'
import { defineControl } from '../operation.ts'
import { SignatureReport } from '../shapes/signatures.ts'

export const getSignatureReport = defineControl({
  id: 'GetSignatureReport',
  route: 'GET /_swas/signatures/{RequestId}',
  summary: 'Returns why a signature was refused.',
  who: 'account',
  reply: SignatureReport,
  errors: [notAccount, reportNotFound],
  async handle({ authenticator, database }, { account, path }) {
    const report = await findSignatureReport(database.db, path.RequestId, account, authenticator.now())
    if (report === undefined) throw reportNotFound()
    return report as Static<typeof SignatureReport>
  }
})
