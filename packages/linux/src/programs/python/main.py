"""Runs what the command line asks for, and ends as Python does."""
import os, sys, traceback, types

def end(code):
    """The exit code for a value that a program gave to sys.exit."""
    if code is None or isinstance(code, int):
        return (code or 0) & 255
    print(code, file=sys.stderr)
    return 1

def program_of(kind, value):
    if kind == 'module':
        return None
    if kind == 'file':
        with open(value, 'rb') as file:
            return compile(file.read(), value, 'exec', dont_inherit=True)
    return compile(value, '<string>' if kind == 'command' else '<stdin>', 'exec', dont_inherit=True)

def run_module(name):
    import runpy
    runpy.run_module(name, run_name='__main__', alter_sys=True)

def run(kind, value, args):
    first = {'command': ['-c'], 'module': ['-m'], 'file': [value], 'input': []}[kind]
    sys.argv = [*first, *args]
    folder = os.path.dirname(os.path.abspath(value)) if kind == 'file' else os.getcwd() if kind == 'module' else ''
    home = '/usr/lib/python3/dist-packages'
    sys.path[:] = [folder, *os.environ.get('PYTHONPATH', '').split(':'), *[path for path in sys.path if path.startswith('/lib/')], home]
    sys.path[:] = [path for at, path in enumerate(sys.path) if path or at == 0]
    started = types.ModuleType('__main__')
    started.__dict__.update(__builtins__=__builtins__, __annotations__={}, __file__=value if kind == 'file' else None)
    if kind != 'file':
        del started.__file__
    sys.modules['__main__'] = started
    code = program_of(kind, value)
    if code is None:
        run_module(value)
    else:
        exec(code, started.__dict__)

def shown(error):
    """Prints the traceback without the frames around the program."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename in ('<python3>', '/tmp/_jb_script.py'):
        frames = frames.tb_next
    traceback.print_exception(type(error), error, frames)

status = 0
try:
    run(*program)
except SystemExit as error:
    status = end(error.code)
except KeyboardInterrupt:
    status = 130
except BaseException as error:
    shown(error)
    status = 1
import atexit
atexit._run_exitfuncs()
for stream in (sys.stdout, sys.stderr):
    try:
        stream.flush()
    except (OSError, ValueError):
        pass
