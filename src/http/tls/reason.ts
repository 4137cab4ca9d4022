/** Why a TLS handshake failed, for the log. */

const distrust =
  'the client doesn’t trust the certificate. It must trust the CA at /_swas/ca.pem: see swas-local env --https'

// The alerts of RFC 8446, section 6, with which clients refuse a certificate.
const byCode: Readonly<Record<string, string>> = {
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: distrust,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: distrust,
  ECONNRESET: 'the client ended the connection; clients that don’t trust a certificate often do'
}

/** `reason` is what OpenSSL says. */
export const reasonOf = ({
  code = '',
  reason,
  message
}: NodeJS.ErrnoException & { readonly reason?: string }): string => byCode[code] ?? reason ?? message
