/** As a new server's image has it: a password of root lets in; a new server has none. */
export const sshdConfig = `Port 22
PermitRootLogin yes
PubkeyAuthentication yes
PasswordAuthentication yes
UsePAM yes
Subsystem sftp internal-sftp
`
