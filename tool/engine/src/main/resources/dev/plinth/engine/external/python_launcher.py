"""Runs a Pulumi program with the SDK that is installed in this Python."""

import argparse
import asyncio
import inspect
import logging
import runpy
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

parser = argparse.ArgumentParser()
for name in ("monitor", "engine", "organization", "project", "root_directory", "stack", "dry_run", "parallel"):
    parser.add_argument("--" + name, required=True)
parser.add_argument("program")
arguments = parser.parse_args()

try:
    import pulumi
    import pulumi.runtime
except ImportError:
    sys.exit("the program's packages are not installed: no package `pulumi` for " + sys.executable)

pulumi.runtime.set_all_config(pulumi.runtime.get_config_env(), pulumi.runtime.get_config_secret_keys_env())
parallel = int(arguments.parallel)
settings = {
    "monitor": arguments.monitor,
    "engine": arguments.engine,
    "organization": arguments.organization,
    "project": arguments.project,
    "root_directory": arguments.root_directory,
    "stack": arguments.stack,
    "dry_run": arguments.dry_run == "true",
    "parallel": parallel,
}
# Older SDKs have fewer settings.
known = inspect.signature(pulumi.runtime.Settings.__init__).parameters
pulumi.runtime.configure(pulumi.runtime.Settings(**{key: value for key, value in settings.items() if key in known}))

sys.argv = [arguments.program]
# Tasks that are left when a program fails are of no interest.
logging.getLogger("asyncio").setLevel(logging.CRITICAL)
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
# Each resource operation occupies a thread until the engine answers.
executor = ThreadPoolExecutor(max_workers=4 * max(parallel, 1))
loop.set_default_executor(executor)

code = 1
try:
    loop.run_until_complete(
        pulumi.runtime.run_in_stack(lambda: runpy.run_path(arguments.program, run_name="__main__"))
    )
    code = 0
except pulumi.RunError as error:
    pulumi.log.error(str(error))
except Exception:  # Whatever a program throws is its failure.
    pulumi.log.error("the program failed with an unhandled exception:\n" + traceback.format_exc())
finally:
    executor.shutdown(wait=True)
    loop.close()
sys.exit(code)
