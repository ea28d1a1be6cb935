#!/usr/bin/python3
"""Runs commands with --format json against a store of their own and holds each answer against its schema.

usage: validate.py SYNOS-MSSP SOURCE-FOLDER
Every command that answers JSON has a schema in schemas/output; each must be met by at least one real answer.
"""
import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile

import jsonschema

program, source = sys.argv[1:3]
schemas = os.path.join(source, "schemas/output")
folder = tempfile.mkdtemp(prefix="synos-mssp-schemas-")
atexit.register(shutil.rmtree, folder)
environment = {**os.environ, "SYNOS_MSSP_STORE": f"sqlite://{folder}/mssp.db",
               "SYNOS_MSSP_CONFIG_DIR": f"{folder}/etc", "LC_ALL": "C.UTF-8"}
environment.pop("SYNOS_MSSP_FORMAT", None)
os.mkdir(f"{folder}/etc")
with open(f"{folder}/etc/scan-schedule.yml", "w", encoding="utf-8") as file:
    file.write('schedules:\n  - {tenant: acme-corp, scan_type: full, frequency: weekly, day: sunday, time: "02:00"}\n')
with open(f"{folder}/tenants.csv", "w", encoding="utf-8") as file:
    file.write("name,tier,seats\nBeta,starter,2\nGamma,starter,2\n")
with open(f"{folder}/jobs.json", "w", encoding="utf-8") as file:
    file.write('{"machines":2,"jobs":[3,2,2],"current":[0,0,null]}')
nmap = os.path.join(source, "tests/data/scans")
scan = next(os.path.join(path, name) for path, _, names in sorted(os.walk(nmap)) for name in sorted(names)
            if name == "1_hosts.xml" or name.endswith("2_hosts.xml"))

# The path of the command, then its flags. Order matters: this is the life of a small provider.
steps = [
    ("tenant create", ["--name", "Acme Corp", "--tier", "enterprise", "--seats", "50"]),
    ("tenant create", ["--name", "Acme Corp", "--tier", "enterprise", "--seats", "50", "--if-not-exists"]),
    ("tenant import", ["--file", f"{folder}/tenants.csv"]),
    ("tenant list", []), ("tenant show", ["--tenant", "acme-corp"]), ("tenant show", ["--tenant", "beta"]),
    ("tenant set", ["--tenant", "acme-corp", "--seats", "60"]), ("tenant usage", ["--tenant", "acme-corp"]),
    ("tenant suspend", ["--tenant", "beta"]), ("tenant resume", ["--tenant", "beta"]),
    ("tenant offboard", ["--tenant", "beta"]), ("tenant archive", ["--tenant", "beta"]),
    ("user assign", ["--tenant", "acme-corp", "--email", "a@acme.com", "--role", "admin"]),
    ("user assign", ["--tenant", "acme-corp", "--email", "b@acme.com", "--role", "viewer"]),
    ("user list", []), ("user show", ["--email", "a@acme.com"]),
    ("user unassign", ["--tenant", "acme-corp", "--email", "b@acme.com"]),
    ("sla set", ["--tenant", "acme-corp", "--response-time", "2h", "--uptime", "99.9%"]),
    ("sla show", ["--tenant", "acme-corp"]),
    ("staff add", ["--analyst", "jane.roe"]),
    ("staff assign", ["--analyst", "john.doe", "--tenant", "acme-corp", "--role", "primary"]),
    ("staff set", ["--analyst", "jane.roe", "--capacity", "32"]),
    ("staff leave", ["--analyst", "jane.roe", "--from", "2030-01-01", "--to", "2030-01-05"]),
    ("staff conflict", ["--analyst", "jane.roe", "--tenant", "gamma"]),
    ("staff list", []), ("staff show", ["--analyst", "john.doe"]),
    ("workload balance", ["--auto"]), ("workload balance", []), ("workload solve", ["--file", f"{folder}/jobs.json"]),
    ("staff unassign", ["--analyst", "john.doe", "--tenant", "acme-corp"]),
    ("ticket open", ["--tenant", "acme-corp", "--subject", "VPN down", "--priority", "P1"]),
    ("ticket respond", ["--ticket", "T-1", "--message", "on it"]),
    ("ticket wait", ["--ticket", "T-1", "--for", "customer"]), ("ticket resume", ["--ticket", "T-1"]),
    ("ticket resolve", ["--ticket", "T-1"]), ("ticket reopen", ["--ticket", "T-1"]),
    ("ticket resolve", ["--ticket", "T-1"]), ("ticket close", ["--ticket", "T-1"]),
    ("ticket list", []), ("ticket show", ["--ticket", "T-1"]),
    ("sla status", ["--tenant", "acme-corp"]),
    ("sla calendar list", []), ("sla calendar show", ["--calendar", "24x7"]),
    ("sla calendar due", ["--calendar", "24x7", "--from", "2025-09-15T10:00:00Z", "--within", "8h"]),
    ("sla calendar elapsed", ["--calendar", "24x7", "--from", "2025-09-15T10:00:00Z", "--to", "2025-09-16T10:00:00Z"]),
    ("scan import", ["--tenant", "acme-corp", "--scanner", "nmap", "--file", scan]),
    ("scan list", ["--tenant", "acme-corp"]), ("scan schedule list", []), ("scan schedule next", ["--count", "2"]),
    ("finding list", ["--tenant", "acme-corp"]), ("finding show", ["--finding", "FINDING"]),
    ("finding accept", ["--finding", "FINDING", "--owner", "Ann", "--expires", "2030-01-01", "--reason", "old"]),
    ("finding reopen", ["--finding", "FINDING", "--reason", "new"]),
    ("finding false-positive", ["--finding", "FINDING", "--reason", "proxy"]),
    ("report generate", ["--tenant", "acme-corp", "--month", "2025-09", "--email", "ceo@acme.com"]),
    ("report generate", ["--tenant", "all", "--month", "2025-09", "--type", "quarterly"]),
    ("report list", []), ("report outbox", []), ("report show", ["--report", "acme-corp/executive/2025-09"]),
    ("report reissue", ["--report", "acme-corp/executive/2025-09/1"]), ("report verify", []),
    ("report brand", ["--tenant", "acme-corp", "--colour", "7a1f3d"]),
    ("report template list", []), ("report template show", ["--template", "sla"]), ("report template check", []),
    ("report template new", ["--name", "mine", "--type", "executive"]),
    ("report schedule add", ["--tenant", "acme-corp", "--frequency", "quarterly", "--template", "quarterly-review", "--role", "admin"]),
    ("report schedule pause", ["--tenant", "acme-corp", "--template", "quarterly-review"]), ("report schedule list", []),
    ("report schedule resume", ["--tenant", "acme-corp", "--template", "quarterly-review"]), ("report schedule history", []),
    ("report schedule", ["--tenant", "all", "--frequency", "monthly", "--template", "executive-summary"]),
    ("report schedule list", []), ("report schedule run", []),
    ("report schedule remove", ["--tenant", "all", "--template", "executive-summary"]),
    ("audit list", []), ("audit verify", []), ("config show", []), ("config check", []), ("store check", []),
    ("store backup", ["--file", f"{folder}/backup.db"]), ("store migrate", []),
    ("store restore", ["--file", f"{folder}/backup.db", "--yes"]),
]
exported = f"{folder}/beta.json"
unmet = {name[: -len(".schema.json")] for name in os.listdir(schemas)}
failures = 0


def run(path, flags):
    return subprocess.run([program, *path.split(), *flags, "--format", "json"], env=environment, capture_output=True, text=True,
                          check=False)


def check(path, ran):
    global failures
    name = path.replace(" ", "-")
    try:
        if ran.returncode != 0:
            raise ValueError(f"exit {ran.returncode}: {ran.stderr}")
        with open(f"{schemas}/{name}.schema.json", encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(json.loads(ran.stdout))
        unmet.discard(name)
    except (ValueError, OSError, jsonschema.exceptions.ValidationError, jsonschema.exceptions.SchemaError) as problem:
        failures += 1
        print(f"{path}: {str(problem)[:600]}")


handle = None
for path, flags in steps:
    ran = run(path, [handle if flag == "FINDING" else flag for flag in flags])
    if path == "finding list" and ran.returncode == 0:
        handle = json.loads(ran.stdout)[0]["finding"]
    check(path, ran)

# The file that a report of --format json writes is the model itself.
made = run("report generate", ["--tenant", "acme-corp", "--month", "2025-09", "--type", "executive"])
with open(json.loads(made.stdout)["files"][0], encoding="utf-8") as file:
    check("report model", subprocess.CompletedProcess([], 0, file.read(), ""))

# A purge needs an export by somebody else, so the audit trail's word for who made it is changed by hand.
subprocess.run([program, "tenant", "export", "--tenant", "beta", "--output", exported], env=environment, check=True,
               capture_output=True)
subprocess.run(["sqlite3", f"{folder}/mssp.db", "UPDATE tenant SET export_by = 'somebody else'"], check=True)
check("tenant purge", run("tenant purge", ["--tenant", "beta", "--confirm", "beta", "--export", exported]))

# A failure's object is the last line of standard error.
refused = run("tenant show", ["--tenant", "nope"])
check("error", subprocess.CompletedProcess([], 0 if refused.returncode == 3 else 70, refused.stderr.splitlines()[-1], refused.stderr))

print(f"{len(steps) + 3} answers, {failures} wrong; schemas no answer met: {', '.join(sorted(unmet)) or 'none'}")
sys.exit(1 if failures or unmet else 0)
