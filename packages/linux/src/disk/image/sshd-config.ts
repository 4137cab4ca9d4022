/** sshd_config of a new server. It allows root's password, but a new server has none. */
export const sshdConfig = `Port 22
PermitRootLogin yes
PubkeyAuthentication yes
PasswordAuthentication yes
UsePAM yes
Subsystem sftp internal-sftp
`
