/** A public key made once with OpenSSH 9.2, and what `ssh-keygen -l` says of it. The private halves were thrown away. */
export interface FixedKey {
  readonly type: string
  readonly bits: number
  readonly line: string
  readonly md5: string
  readonly sha256: string
}

export const rsa1024: FixedKey = {
  type: 'ssh-rsa',
  bits: 1024,
  line: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCYwFW/viSZia0mqoBM2IUcDgyU5+adODLh57UM6vmKU90jLq37/Sb3a7lEE9hoLmqNbGiT1vjp2m4TnpFeDyOL6NIl3RhSojjyoQ2IRJOfMWIFxdYocPSliX1YeJ9cSdHoYIwsvjteuRwd94csNyy8okIG3OpgZT5mJtj5TMsx2Q== rsa-1024',
  md5: '78:ac:b3:5e:fb:3b:9f:56:ef:9b:09:bf:bc:6f:63:eb',
  sha256: 'ooVedS7R6YfCbQQFu3iRlsQlmnicOWPKubNvRm2CAHs'
}

export const rsa2048: FixedKey = {
  type: 'ssh-rsa',
  bits: 2048,
  line: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDM9keUZkk15ari7pFKaUzvLd0Im9LOt4yH5vnlrk3P2ocrJ44nqGWOY0KuZMHtmNA5JT1N3Q/G3fBZS/OUJGgeCwvUG9z0N4ujhTP9JhN2cGFqUl/DMmgmuC7yM3QLjrt6ZI+wQ/OiXSOBrQ5NR2DKLfm+6/3lehCNNU09+8iOdQtowzxDsclY6vR7zfAOmmlysASY6oqo48647UhWWdgMN/wAmxld0MbBeJ+vHTUhqcYrtwrzkfGefVYov+FrmhMEVPjUCnlmZRCFo0QRHJ2XhFtazcN+F4gSA5g8xPOgvwVDLGlnkDFbuFt+FFvgXJw4VUSFnasi1w9HtB7v0vSV rsa-2048',
  md5: 'a2:e0:78:49:08:86:00:e7:0e:ea:da:20:d1:d9:91:ec',
  sha256: 'wPKZDqm2jeZgTMigVf3etqVZobJe2D5jlPCqPP36his'
}

export const rsa3072: FixedKey = {
  type: 'ssh-rsa',
  bits: 3072,
  line: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDdpQ0Os/O0HusJzH/ZN4v/1enyJ2j8ABrdRY4tjtEfCm67QbWRovJG8oK70hDUu7Z9sP8GXvXjuOCNsfR7blIXwvz9Dbvv90jf4qdTBd0CfQA7TvEqusi0KYMN/vPePJi91AhExv+duEloODATa8LJMcDpDhzMaQZxXn3IPR1VGc3a1WU/tTPW2U/vfIc49LcyAinEGuXwnNIAZr6+Y178Yg38VlSIhtYa6sxFi9hblGJeWRAArDH3wfBOwkd1B6V16/HsDbKlHEXThwNQalbzimfEVNWoHlrFU1311qTkp+SzSCVwffHeTVkEGttjwOPGFVW+3JKro16Jy41TbBTuuoIJV146k3ZyGPRHGvvKlzDl4WZMrwc1T0WKQeKqoI/jfwv6Z8HU/vDw7S/0veOPWh9IH3r8hxTPQKuq15PbiE2RZNaW+TJmkD3H57IyWEN8q5XsW8iLzIv3ETm59R5R/jz1MZEUSRv1eupm3bQ4/rscyI4kXGMNx570sCGGy3s= rsa-3072',
  md5: '01:b8:9e:58:7d:98:13:5d:b4:33:a2:4f:ca:85:6b:7b',
  sha256: '+XuEAyKaG8+eO5btFhGGW/AkDFp248pW3YpEzLRlLN4'
}

export const dsa1024: FixedKey = {
  type: 'ssh-dss',
  bits: 1024,
  line: 'ssh-dss AAAAB3NzaC1kc3MAAACBALbUXZMqh4JNxpg3x0eUMlUlW82Q44CPaoRG3m9hBnJ7F4iY85ncCzcE/KrWd07f3voj8YT7LIfWwja7LqitTclEi9o2bD9M/Ixks7A4zAqbpa609YKWshq66g4xlB3SPZvHNFMEclkDNOgGAiKu/6qxt8XKF7VakHW7NNf8K2OpAAAAFQC8a0sAGHIcrfd7rxpxTz69nRAwlQAAAIAQsd1om5lWfRGpIgYaaLfy8j1Bu4QEY3XM/SxbmyIOkHRDP6EFMnzPB+aFzodBeQFlERW01efVEaLCL76CsvjKNaReO2Ch4Qb7oUJDi6TUwkWM4ppYRAnTnsl9yTCWY1o0gZDOYFXFsh5WouMFoX9RdUssfBPdjk6kxhCnGEkMxgAAAIBZeP9tLoHJq88qwPQMoU4b8vASiCS6jzj3sy9nAMu3Yq5bw9M8bsUH7YKXXQ/Z2/cTP8LWHeMT0nRwhChv6eitJt7sb3kgO2tGLygAbMXFQUO4izMvEdr4JRhcGhl+fmk/qREDALr2qTdUHedFixsCOzyKDUGFAn/8p8NJV3tmMw== dsa-1024',
  md5: '44:1f:22:dc:18:16:ca:8a:10:c0:92:8e:c9:e8:d5:58',
  sha256: 'nIyQpFUU0gsbmtjL8jzhhrse3PUGrNYQSTrjD1or/Xw'
}

export const ecdsa256: FixedKey = {
  type: 'ecdsa-sha2-nistp256',
  bits: 256,
  line: 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEKJ+v7HEdPT/CNOAuKKAfPTY3hpNVe+Nzmf8sIAZzcI3/0Dai8ZMpw/Z0n+TsiO6mR/4yoLJZrFx6pdl526ng0= ecdsa-256',
  md5: 'f2:42:4d:85:70:cc:44:a3:9e:a5:aa:97:64:17:fd:7b',
  sha256: 'Q5ELs4SvTyJECl27xc7vxM8XBEun0Q0L4UiGpKnr3ac'
}

export const ecdsa384: FixedKey = {
  type: 'ecdsa-sha2-nistp384',
  bits: 384,
  line: 'ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBNGGpBh7JHqikNg16JV4BN2+CYyrQby21q1qB2FCYFtxjKnahVeC8aH9x2Cjdg07gYMyXoRH9kgQ0RtGi9VrKPQfutcUHpx4kMWRf82h1vczvlABULA+PwLEDOQhrVrigQ== ecdsa-384',
  md5: '1e:c3:fc:40:a9:09:39:50:a8:e1:f2:11:21:6c:ee:d9',
  sha256: 'gPlhikyr5RVDkoVlNhrE+MlKsicBxYjB4JjNxUSbkT8'
}

export const ecdsa521: FixedKey = {
  type: 'ecdsa-sha2-nistp521',
  bits: 521,
  line: 'ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBADaf441OmwrQK8uWd6n8LBUfCQaHFo8S/R6LtXlStPyETMxrN0K7TCFBk56sw6lLtdiG3rksx1GdF7NR19FS+yvMQAb+UFOO9qdNVcs0AVQJizJj6Sv5xRCrKfkk2WCnL45Oiv3ne9i0xwDh3g2lp1RvouJvXqXN+YMUK1dSM5+xNFb8Q== ecdsa-521',
  md5: 'b1:13:c2:16:64:2b:ce:ba:8f:bd:bc:51:97:67:b8:b8',
  sha256: '/2mOdX9jTPAsI5M7G3K0l9fBHfP/+y1nKdauhKPiNsM'
}

export const ed25519: FixedKey = {
  type: 'ssh-ed25519',
  bits: 256,
  line: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPz0hOtL7XCKaJ6nd5pn6p0iV6hsKunRX122xG4AiKm5 ed25519',
  md5: 'b4:91:c8:74:24:7a:7e:e5:0e:09:66:20:7e:b9:26:f9',
  sha256: 'eguOdqx5FvWiM/aOMyuL926mlyOJkS/iAo/Pi3zU2qQ'
}

export const rsaCertificate: FixedKey = {
  type: 'ssh-rsa-cert-v01@openssh.com',
  bits: 2048,
  line: 'ssh-rsa-cert-v01@openssh.com AAAAHHNzaC1yc2EtY2VydC12MDFAb3BlbnNzaC5jb20AAAAgeKNVyW5o2H9CkhU1Ql6vIEwA38VpzkI+JXaGkU8MpHUAAAADAQABAAABAQDM9keUZkk15ari7pFKaUzvLd0Im9LOt4yH5vnlrk3P2ocrJ44nqGWOY0KuZMHtmNA5JT1N3Q/G3fBZS/OUJGgeCwvUG9z0N4ujhTP9JhN2cGFqUl/DMmgmuC7yM3QLjrt6ZI+wQ/OiXSOBrQ5NR2DKLfm+6/3lehCNNU09+8iOdQtowzxDsclY6vR7zfAOmmlysASY6oqo48647UhWWdgMN/wAmxld0MbBeJ+vHTUhqcYrtwrzkfGefVYov+FrmhMEVPjUCnlmZRCFo0QRHJ2XhFtazcN+F4gSA5g8xPOgvwVDLGlnkDFbuFt+FFvgXJw4VUSFnasi1w9HtB7v0vSVAAAAAAAAAAAAAAABAAAAAmlkAAAADQAAAARyb290AAAAAXUAAAAAawM77AAAAABrDHbaAAAAAAAAAIIAAAAVcGVybWl0LVgxMS1mb3J3YXJkaW5nAAAAAAAAABdwZXJtaXQtYWdlbnQtZm9yd2FyZGluZwAAAAAAAAAWcGVybWl0LXBvcnQtZm9yd2FyZGluZwAAAAAAAAAKcGVybWl0LXB0eQAAAAAAAAAOcGVybWl0LXVzZXItcmMAAAAAAAAAAAAAADMAAAALc3NoLWVkMjU1MTkAAAAg/PSE60vtcIponqd3mmfqnSJXqGwq6dFfXbbEbgCIqbkAAABTAAAAC3NzaC1lZDI1NTE5AAAAQAarUS3fqC4FquXvNxJvXVoSJdkN1v40loOT96o1FlRUPNC3MA7pjqt+/NViEKZlpp2sLl/SLm+ckbsSNijOxQw= rsa-2048',
  md5: 'a2:e0:78:49:08:86:00:e7:0e:ea:da:20:d1:d9:91:ec',
  sha256: 'wPKZDqm2jeZgTMigVf3etqVZobJe2D5jlPCqPP36his'
}

export const dsaCertificate: FixedKey = {
  type: 'ssh-dss-cert-v01@openssh.com',
  bits: 1024,
  line: 'ssh-dss-cert-v01@openssh.com AAAAHHNzaC1kc3MtY2VydC12MDFAb3BlbnNzaC5jb20AAAAgAr++B2f2ZPHXFPmSM+6OMtDFnrUk0vIs9WkyZgtan40AAACBALbUXZMqh4JNxpg3x0eUMlUlW82Q44CPaoRG3m9hBnJ7F4iY85ncCzcE/KrWd07f3voj8YT7LIfWwja7LqitTclEi9o2bD9M/Ixks7A4zAqbpa609YKWshq66g4xlB3SPZvHNFMEclkDNOgGAiKu/6qxt8XKF7VakHW7NNf8K2OpAAAAFQC8a0sAGHIcrfd7rxpxTz69nRAwlQAAAIAQsd1om5lWfRGpIgYaaLfy8j1Bu4QEY3XM/SxbmyIOkHRDP6EFMnzPB+aFzodBeQFlERW01efVEaLCL76CsvjKNaReO2Ch4Qb7oUJDi6TUwkWM4ppYRAnTnsl9yTCWY1o0gZDOYFXFsh5WouMFoX9RdUssfBPdjk6kxhCnGEkMxgAAAIBZeP9tLoHJq88qwPQMoU4b8vASiCS6jzj3sy9nAMu3Yq5bw9M8bsUH7YKXXQ/Z2/cTP8LWHeMT0nRwhChv6eitJt7sb3kgO2tGLygAbMXFQUO4izMvEdr4JRhcGhl+fmk/qREDALr2qTdUHedFixsCOzyKDUGFAn/8p8NJV3tmMwAAAAAAAAAAAAAAAQAAAAJpZAAAAA0AAAAEcm9vdAAAAAF1AAAAAGsDO+wAAAAAawx22gAAAAAAAACCAAAAFXBlcm1pdC1YMTEtZm9yd2FyZGluZwAAAAAAAAAXcGVybWl0LWFnZW50LWZvcndhcmRpbmcAAAAAAAAAFnBlcm1pdC1wb3J0LWZvcndhcmRpbmcAAAAAAAAACnBlcm1pdC1wdHkAAAAAAAAADnBlcm1pdC11c2VyLXJjAAAAAAAAAAAAAAEXAAAAB3NzaC1yc2EAAAADAQABAAABAQDM9keUZkk15ari7pFKaUzvLd0Im9LOt4yH5vnlrk3P2ocrJ44nqGWOY0KuZMHtmNA5JT1N3Q/G3fBZS/OUJGgeCwvUG9z0N4ujhTP9JhN2cGFqUl/DMmgmuC7yM3QLjrt6ZI+wQ/OiXSOBrQ5NR2DKLfm+6/3lehCNNU09+8iOdQtowzxDsclY6vR7zfAOmmlysASY6oqo48647UhWWdgMN/wAmxld0MbBeJ+vHTUhqcYrtwrzkfGefVYov+FrmhMEVPjUCnlmZRCFo0QRHJ2XhFtazcN+F4gSA5g8xPOgvwVDLGlnkDFbuFt+FFvgXJw4VUSFnasi1w9HtB7v0vSVAAABFAAAAAxyc2Etc2hhMi01MTIAAAEAs67QnNywjQE7t/X0nnDV3YT7pMlpIH1wXOuFOdEIbPTOs2R2ALKd6zPY8C9ciJsV5ADtbIc2ueQ+e1xljCuMvXGZZxKQ1kLmp3L2+dCGDDOsEbyhn14fo+10sB4I40TxvsuOnKwngOQTPgL3yc9fFi14LOn4nEgexcVcZj9SwPFAMrau9ZSFqZuW3AN1OizC/ia1ILLRiO71JwKW/kUDXWxDL6LkR3oy5hMU1l9R3te3PfZvLXzm9pYzb4lsjkYUkRFw8Q/zDnPzLKT2DxG+UHNrblOxVfa0NLqXEG1B730o/GrO/q6mZwj1Y1VA6zNRnyF2ypcqfUocpQFomfKgZA== dsa-1024',
  md5: '44:1f:22:dc:18:16:ca:8a:10:c0:92:8e:c9:e8:d5:58',
  sha256: 'nIyQpFUU0gsbmtjL8jzhhrse3PUGrNYQSTrjD1or/Xw'
}

export const ecdsaCertificate: FixedKey = {
  type: 'ecdsa-sha2-nistp521-cert-v01@openssh.com',
  bits: 521,
  line: 'ecdsa-sha2-nistp521-cert-v01@openssh.com AAAAKGVjZHNhLXNoYTItbmlzdHA1MjEtY2VydC12MDFAb3BlbnNzaC5jb20AAAAgocuSTM206UuO2ddjve7CCxke6s5AnSETR4tIlqqoPUAAAAAIbmlzdHA1MjEAAACFBADaf441OmwrQK8uWd6n8LBUfCQaHFo8S/R6LtXlStPyETMxrN0K7TCFBk56sw6lLtdiG3rksx1GdF7NR19FS+yvMQAb+UFOO9qdNVcs0AVQJizJj6Sv5xRCrKfkk2WCnL45Oiv3ne9i0xwDh3g2lp1RvouJvXqXN+YMUK1dSM5+xNFb8QAAAAAAAAAAAAAAAQAAAAJpZAAAAA0AAAAEcm9vdAAAAAF1AAAAAGsDO+wAAAAAawx22gAAAAAAAACCAAAAFXBlcm1pdC1YMTEtZm9yd2FyZGluZwAAAAAAAAAXcGVybWl0LWFnZW50LWZvcndhcmRpbmcAAAAAAAAAFnBlcm1pdC1wb3J0LWZvcndhcmRpbmcAAAAAAAAACnBlcm1pdC1wdHkAAAAAAAAADnBlcm1pdC11c2VyLXJjAAAAAAAAAAAAAACIAAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBNGGpBh7JHqikNg16JV4BN2+CYyrQby21q1qB2FCYFtxjKnahVeC8aH9x2Cjdg07gYMyXoRH9kgQ0RtGi9VrKPQfutcUHpx4kMWRf82h1vczvlABULA+PwLEDOQhrVrigQAAAIQAAAATZWNkc2Etc2hhMi1uaXN0cDM4NAAAAGkAAAAwLp7MW3LqlAVmjAlQY4WgjFA0E+KsPR/Ikt7C4E9tbkiqJzyCG+anouIZDL6u7r1UAAAAMQCA7yZJV/+v8gMEIJRbi0E6ya4zokedSOylfabBwzYDhja0aUucQRbc81no+a89tWM= ecdsa-521',
  md5: 'b1:13:c2:16:64:2b:ce:ba:8f:bd:bc:51:97:67:b8:b8',
  sha256: '/2mOdX9jTPAsI5M7G3K0l9fBHfP/+y1nKdauhKPiNsM'
}

export const ed25519Certificate: FixedKey = {
  type: 'ssh-ed25519-cert-v01@openssh.com',
  bits: 256,
  line: 'ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIMysXByAnYBACN+Os8+sq/xlqtfuhFeACPWH11QLb0hiAAAAIPz0hOtL7XCKaJ6nd5pn6p0iV6hsKunRX122xG4AiKm5AAAAAAAAAAAAAAABAAAAAmlkAAAADQAAAARyb290AAAAAXUAAAAAawM77AAAAABrDHbaAAAAAAAAAIIAAAAVcGVybWl0LVgxMS1mb3J3YXJkaW5nAAAAAAAAABdwZXJtaXQtYWdlbnQtZm9yd2FyZGluZwAAAAAAAAAWcGVybWl0LXBvcnQtZm9yd2FyZGluZwAAAAAAAAAKcGVybWl0LXB0eQAAAAAAAAAOcGVybWl0LXVzZXItcmMAAAAAAAAAAAAAAbEAAAAHc3NoLWRzcwAAAIEAttRdkyqHgk3GmDfHR5QyVSVbzZDjgI9qhEbeb2EGcnsXiJjzmdwLNwT8qtZ3Tt/e+iPxhPssh9bCNrsuqK1NyUSL2jZsP0z8jGSzsDjMCpulrrT1gpayGrrqDjGUHdI9m8c0UwRyWQM06AYCIq7/qrG3xcoXtVqQdbs01/wrY6kAAAAVALxrSwAYchyt93uvGnFPPr2dEDCVAAAAgBCx3WibmVZ9EakiBhpot/LyPUG7hARjdcz9LFubIg6QdEM/oQUyfM8H5oXOh0F5AWURFbTV59URosIvvoKy+Mo1pF47YKHhBvuhQkOLpNTCRYzimlhECdOeyX3JMJZjWjSBkM5gVcWyHlai4wWhf1F1Syx8E92OTqTGEKcYSQzGAAAAgFl4/20ugcmrzyrA9AyhThvy8BKIJLqPOPezL2cAy7dirlvD0zxuxQftgpddD9nb9xM/wtYd4xPSdHCEKG/p6K0m3uxveSA7a0YvKABsxcVBQ7iLMy8R2vglGFwaGX5+aT+pEQMAuvapN1Qd50WLGwI7PIoNQYUCf/ynw0lXe2YzAAAANwAAAAdzc2gtZHNzAAAAKGmZYCU5qBCggOhPEGQS+tXOqwk4iQpCm1pVvaatEnPvOnKZlYUacE8= ed25519',
  md5: 'b4:91:c8:74:24:7a:7e:e5:0e:09:66:20:7e:b9:26:f9',
  sha256: 'eguOdqx5FvWiM/aOMyuL926mlyOJkS/iAo/Pi3zU2qQ'
}

export const plainKeys: readonly FixedKey[] = [
  rsa1024,
  rsa2048,
  rsa3072,
  dsa1024,
  ecdsa256,
  ecdsa384,
  ecdsa521,
  ed25519
]
export const certificates: readonly FixedKey[] = [rsaCertificate, dsaCertificate, ecdsaCertificate, ed25519Certificate]
