"""
just-bash mounts the server's disk at /host of Python's own disk, and redirects some of Python's functions there. This
redirects all of them, at the lowest level that they share: the module `posix`, and `io.open`.
"""
import _io, builtins, errno, glob, io, os, pathlib, posix, shutil, stat, subprocess, sys

def restore(module, names):
    for name in names.split():
        setattr(module, name, getattr(main, '_orig_' + (name if module is not shutil else 'shutil_' + name)))

main = sys.modules['__main__']
restore(os, 'makedirs walk')
restore(os.path, 'exists isfile isdir')
restore(glob, 'glob iglob')
restore(shutil, 'copy copy2 copyfile copytree move rmtree')
for name in [name for name in vars(pathlib.Path) if name.startswith('_orig_')]:
    setattr(pathlib.Path, name[6:], getattr(pathlib.Path, name))
    delattr(pathlib.Path, name)

own = ('/lib/python3', '/host/', '/_jb_http/')
devices = {'/dev/' + name for name in ('null', 'random', 'urandom', 'tty', 'stdin', 'stdout', 'stderr')}

def placed(path):
    """Where a path of the server lies on the disk that C code sees."""
    if path is None or isinstance(path, int):
        return path
    path = os.fspath(path)
    text = os.fsdecode(path)
    parts = text.split('/')
    if not text.startswith('/'):
        if '..' not in parts:
            return path
        text = getcwd() + '/' + text
    if text.startswith(own) or text in devices or text == '/host':
        return path
    full = os.path.normpath(text).lstrip('/')
    full = '/host/' + full + ('/' if text.endswith('/') and full else '')
    return os.fsencode(full) if isinstance(path, bytes) else full

def renamed(error, *paths):
    """The same error with the path that the program used."""
    return type(error)(error.errno, error.strerror, *paths) if error.errno else error

def one(function):
    def call(path, *args, **kwargs):
        try:
            return function(placed(path), *args, **kwargs)
        except OSError as error:
            raise renamed(error, path) from None
    return call

def patch(name, function):
    function.__name__ = name
    setattr(posix, name, function)
    setattr(os, name, function)

plain = {name: getattr(posix, name) for name in dir(posix)}
for name in 'access chdir chmod listdir mkdir open readlink rmdir remove unlink stat statvfs truncate pathconf'.split():
    patch(name, one(plain[name]))

def getcwd():
    return plain['getcwd']().removeprefix('/host') or '/'
patch('getcwd', getcwd)
patch('getcwdb', lambda: os.fsencode(getcwd()))

umask = 0o022
def set_umask(mask):
    global umask
    umask, before = mask & 0o777, umask
    return before
patch('umask', set_umask)

in_place = {name: getattr(posix, name) for name in ('mkdir', 'open', 'stat', 'listdir')}
def mkdir(path, mode=0o777, **kwargs):
    in_place['mkdir'](path)
    os.chmod(path, mode & ~umask)
patch('mkdir', mkdir)

def open_file(path, flags, mode=0o777, **kwargs):
    is_new = flags & os.O_CREAT and not os.path.exists(path)
    descriptor = in_place['open'](path, flags, mode)
    if is_new and mode & ~umask != 0o644:
        os.chmod(path, mode & ~umask)
    return descriptor
patch('open', open_file)

def lstat(path, **kwargs):
    try:
        target = os.readlink(path)
    except OSError:
        return in_place['stat'](path)
    facts = list(plain['stat']('/host'))
    facts[0], facts[6] = stat.S_IFLNK | 0o777, len(target)
    return os.stat_result(facts)
patch('lstat', lstat)

def stat_file(path, *, dir_fd=None, follow_symlinks=True):
    return in_place['stat'](path) if follow_symlinks or isinstance(path, int) else lstat(path)
patch('stat', stat_file)

class Entry:
    def __init__(self, folder, name):
        self.name, self.path = name, os.path.join(folder, name)
    def __fspath__(self):
        return self.path
    def __repr__(self):
        return f'<DirEntry {self.name!r}>'
    def _is(self, test, follow_symlinks):
        try:
            return test(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except OSError:
            return False
    def is_dir(self, *, follow_symlinks=True):
        return self._is(stat.S_ISDIR, follow_symlinks)
    def is_file(self, *, follow_symlinks=True):
        return self._is(stat.S_ISREG, follow_symlinks)
    def is_symlink(self):
        return self._is(stat.S_ISLNK, False)
    def is_junction(self):
        return False
    def stat(self, *, follow_symlinks=True):
        return os.stat(self.path, follow_symlinks=follow_symlinks)
    def inode(self):
        return self.stat(follow_symlinks=False).st_ino

class Entries:
    def __init__(self, folder):
        self.rest = iter([Entry(folder, name) for name in os.listdir(folder)])
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.rest)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.close()
    def close(self):
        self.rest = iter(())
patch('scandir', lambda path='.': Entries(path))

for name in ('access', 'chmod', 'mkdir', 'open', 'readlink', 'rmdir', 'unlink', 'stat'):
    os.supports_dir_fd.discard(plain[name])
os.supports_fd.discard(plain['scandir'])
os.supports_follow_symlinks.add(stat_file)
shutil._use_fd_functions = False

def open_io(file, mode='r', *args, **kwargs):
    is_new = not isinstance(file, int) and mode[:1] in 'wax' and not os.path.exists(file)
    try:
        opened = plain_open(placed(file), mode, *args, **kwargs)
    except OSError as error:
        raise renamed(error, file) from None
    if not isinstance(file, int):
        raw = opened
        while not isinstance(raw, io.FileIO):
            raw = raw.raw if hasattr(raw, 'raw') else raw.buffer
        raw.name = file
        if is_new and umask != 0o022:
            os.chmod(file, 0o666 & ~umask)
    return opened
plain_open = main._orig_open
builtins.open = io.open = _io.open = open_io

plain_open_code = main._orig_open_code
io.open_code = _io.open_code = lambda path: plain_open_code(placed(path))
