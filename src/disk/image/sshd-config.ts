/** As a new server's image has it: root's password lets in. */
export const sshdConfig = `Port 22
PermitRootLogin yes
PubkeyAuthentication yes
PasswordAuthentication yes
UsePAM yes
Subsystem sftp internal-sftp
`
