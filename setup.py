"""Builds the two shared objects of the module with CMake, against the Python that runs this."""

import pathlib
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = pathlib.Path(__file__).resolve().parent


class CMakeBuild(build_ext):
    """One CMake build makes both; PINNA_TORCH=OFF in the environment leaves LibTorch out."""

    def build_extension(self, extension):
        import os

        build = pathlib.Path(self.build_temp).resolve()
        target = pathlib.Path(self.get_ext_fullpath(extension.name)).resolve().parent
        options = ["-DCMAKE_BUILD_TYPE=Release", "-DPINNA_TESTS=OFF", f"-DPython_EXECUTABLE={sys.executable}",
                   f"-DPINNA_TORCH={os.environ.get('PINNA_TORCH', 'ON')}"]  # fmt: skip
        name = extension.name.rpartition(".")[2]
        subprocess.run(["cmake", "-G", "Ninja", "-S", ROOT, "-B", build, *options], check=True)
        subprocess.run(["cmake", "--build", build, "--target", name], check=True)
        target.mkdir(parents=True, exist_ok=True)
        for made in (build / "python" / "pinna").glob(f"{name}.*.so"):
            self.copy_file(made, target / made.name)


def parts():
    import os

    names = ["pinna._core"] if os.environ.get("PINNA_TORCH") == "OFF" else ["pinna._core", "pinna._torch"]
    return [Extension(name, []) for name in names]


setup(
    packages=["pinna"],
    package_dir={"pinna": "python/pinna"},
    package_data={"pinna": ["*.pyi", "py.typed"]},
    ext_modules=parts(),
    cmdclass={"build_ext": CMakeBuild},
)
