"""Modules of the standard library that just-bash's Python lacks. `library` has their sources, by name."""
import importlib.abc, importlib.util, sys

class LibraryFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, self, is_package=name == 'ctypes') if name in library else None
    def exec_module(self, module):
        exec(compile(library[module.__name__], f'<{module.__name__}>', 'exec'), module.__dict__)
sys.meta_path.insert(0, LibraryFinder())
