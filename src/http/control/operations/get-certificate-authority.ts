import { Type } from 'typebox'
import { certificateAuthorityNotFound } from '../../../errors/index.ts'
import { defineControl, OtherReply } from '../operation.ts'

const pem = 'application/x-pem-file'

export const getCertificateAuthority = defineControl({
  id: 'GetCertificateAuthority',
  route: 'GET /_swas/ca.pem',
  summary: 'Returns the CA that clients must trust to call this service over HTTPS.',
  who: 'anyone',
  reply: Type.String({ description: 'A certificate in PEM.' }),
  replyType: pem,
  errors: [certificateAuthorityNotFound],
  async handle({ certificateAuthority }) {
    const certificate = await certificateAuthority()
    if (certificate === undefined) throw certificateAuthorityNotFound()
    return new OtherReply(certificate, { type: pem })
  }
})
