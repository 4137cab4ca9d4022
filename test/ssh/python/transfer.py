"""Copies files with paramiko. Arguments: host, port, user, file of the key, file of the known hosts."""

import io
import os
import stat
import sys

import paramiko

host, port, user, key, known_hosts = sys.argv[1:]
client = paramiko.SSHClient()
client.load_host_keys(known_hosts)
client.connect(host, int(port), user, key_filename=key, allow_agent=False, look_for_keys=False)
sftp = client.open_sftp()

data = os.urandom(2_000_000)
sftp.putfo(io.BytesIO(data), "Größe.bin")  # asks for its size afterwards
back = io.BytesIO()
sftp.getfo("Größe.bin", back)  # many reads at a time
assert back.getvalue() == data

with sftp.open("lines", "w+") as file:
    file.write("one\ntwo\n")
    file.seek(4)
    file.write("TWO\nthree\n")
    file.chmod(0o600)
    file.utime((10, 20))
with sftp.open("lines", "a") as file:
    file.write("four\n")
with sftp.open("lines") as file:
    assert file.readlines() == ["one\n", "TWO\n", "three\n", "four\n"]
assert stat.S_IMODE(sftp.stat("lines").st_mode) == 0o600

sftp.mkdir("folder", 0o700)
sftp.chdir("folder")
assert sftp.normalize(".") == "/root/folder"
sftp.symlink("../lines", "link")
assert sftp.readlink("link") == "../lines"
assert stat.S_ISLNK(sftp.lstat("link").st_mode)
assert stat.S_ISREG(sftp.stat("link").st_mode)
sftp.truncate("link", 3)
assert sftp.stat("/root/lines").st_size == 3
sftp.posix_rename("/root/lines", "link")
assert [entry.filename for entry in sftp.listdir_attr()] == ["link"]


def refused(action, *arguments):
    try:
        action(*arguments)
    except OSError as error:
        return error.errno, str(error)
    raise AssertionError("it was not refused")


print(refused(sftp.open, "missing"))
print(refused(sftp.mkdir, "."))
print(refused(sftp.rmdir, "/root/folder"))
print(refused(sftp.chown, "link", 1000, 1000))
sftp.remove("link")
sftp.rmdir("/root/folder")
client.close()
