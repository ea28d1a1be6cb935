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
import time

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
with open(f"{folder}/nmap", "w", encoding="utf-8") as file:  # a scanner that finds one host
    file.write("""#!/bin/sh
while [ "$1" != -oX ]; do shift; done
cat > "$2" <<XML
<nmaprun scanner="nmap" args="nmap -p 23" version="7.93"><scaninfo type="connect" protocol="tcp" numservices="1" services="23"/>
<host><status state="up"/><address addr="192.0.2.7" addrtype="ipv4"/><ports><port protocol="tcp" portid="23">
<state state="open"/><service name="telnet"/></port></ports></host>
<runstats><finished time="1757930400" exit="success"/><hosts up="1" down="0" total="1"/></runstats></nmaprun>
XML
""")
os.chmod(f"{folder}/nmap", 0o755)
with open(f"{folder}/etc/scan-profiles.yml", "w", encoding="utf-8") as file:
    file.write(f"profiles:\n  - {{name: full, program: {folder}/nmap}}\n")
with open(f"{folder}/tenants.csv", "w", encoding="utf-8") as file:
    file.write("name,tier,seats\nBeta,starter,2\nGamma,starter,2\n")
with open(f"{folder}/tickets.csv", "w", encoding="utf-8") as file:
    file.write("tenant,reference,subject,opened_at\nacme-corp,X-1,an old one,2026-01-06 09:00\n")
with open(f"{folder}/etc/calendars.yml", "w", encoding="utf-8") as file:
    file.write('calendars:\n  - name: office\n    timezone: UTC\n    hours: {monday: ["09:00-33:30"], tuesday: ["09:00-17:00"]}\n')
with open(f"{folder}/holidays.ics", "w", encoding="utf-8") as file:
    file.write("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20300101\nEND:VEVENT\nEND:VCALENDAR\n")
with open(f"{folder}/outages.csv", "w", encoding="utf-8") as file:
    file.write("service,from,to,reason\nvpn,2025-09-03,2025-09-04,power\n")
with open(f"{folder}/assets.csv", "w", encoding="utf-8") as file:
    file.write("asset,hostname,tags\n192.0.2.200,spare.example.net,spare\n")
with open(f"{folder}/devices.csv", "w", encoding="utf-8") as file:
    file.write("hostname,serial,mac,os,firewall,software\nlaptop-7,PF3XK1,3c:22:fb:00:00:07,Windows 11,yes,Zoom=6.1\n")
with open(f"{folder}/action1.json", "w", encoding="utf-8") as file:
    file.write('{"items":[{"type":"Endpoint","id":"4f1c","name":"laptop-7","serial":"PF3XK1","last_seen":"' +
               time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) + '","reboot_required":"No"}]}')
with open(f"{folder}/patches.csv", "w", encoding="utf-8") as file:
    file.write("device,patch,title,severity,status,released_at\nlaptop-7,KB1,an old one,critical,missing,2025-01-01\n"
               f"laptop-7,KB2,a new one,high,missing,{time.strftime('%Y-%m-%d', time.gmtime(time.time() - 8 * 86400))}\n")
with open(f"{folder}/epss.csv", "w", encoding="utf-8") as file:
    file.write("#model_version:v2025.03.14,score_date:2025-11-03T00:00:00+0000\ncve,epss,percentile\nCVE-2021-44228,0.97565,0.99999\n")
with open(f"{folder}/jobs.json", "w", encoding="utf-8") as file:
    file.write('{"machines":2,"jobs":[3,2,2],"current":[0,0,null]}')
with open(f"{folder}/etc/mssp.yml", "w", encoding="utf-8") as file:
    file.write("organization: {name: Example, email: soc@example.net}\n")
    file.write(f"mail: {{transport: folder, folder: {folder}/mail, from: reports@example.net}}\n")
with open(f"{folder}/customer.yml", "w", encoding="utf-8") as file:
    file.write("tenant: {name: Epsilon, tier: starter, seats: 3}\nusers:\n  - {email: e@epsilon.example, role: admin}\n")
bounced = f"{folder}/bounce.eml"
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
    ("tenant contract", ["--tenant", "acme-corp", "--reference", "MSA 1", "--until", "2090-12-31"]),
    ("tenant create", ["--name", "Delta", "--tier", "starter", "--seats", "2", "--status", "prospect", "--contact", "d@delta.example"]),
    ("tenant activate", ["--tenant", "delta"]),
    ("onboard start", ["--tenant", "acme-corp"]), ("onboard status", []), ("onboard next", ["--tenant", "acme-corp"]),
    ("onboard done", ["--tenant", "acme-corp", "--step", "needs", "--evidence", f"file:{folder}/jobs.json"]),
    ("onboard waive", ["--tenant", "acme-corp", "--step", "contact", "--reason", "none", "--approver", "jane.roe"]),
    ("onboard status", ["--tenant", "acme-corp"]), ("today", []),
    ("onboard apply", ["--file", f"{folder}/customer.yml", "--plan"]), ("onboard apply", ["--file", f"{folder}/customer.yml"]),
    ("onboard proposal", ["--tenant", "epsilon"]), ("onboard welcome", ["--tenant", "epsilon"]),
    ("user assign", ["--tenant", "acme-corp", "--email", "a@acme.com", "--role", "admin"]),
    ("user assign", ["--tenant", "acme-corp", "--email", "b@acme.com", "--role", "viewer"]),
    ("user list", []), ("user show", ["--email", "a@acme.com"]),
    ("user unassign", ["--tenant", "acme-corp", "--email", "b@acme.com"]),
    ("sla set", ["--tenant", "acme-corp", "--response-time", "2h", "--uptime", "99.9%"]),
    ("sla show", ["--tenant", "acme-corp"]),
    ("staff add", ["--analyst", "jane.roe"]), ("staff add", ["--analyst", "max.noll"]),
    ("staff assign", ["--analyst", "john.doe", "--tenant", "acme-corp", "--role", "primary"]),
    ("staff set", ["--analyst", "jane.roe", "--capacity", "32"]),
    ("staff leave", ["--analyst", "jane.roe", "--from", "2030-01-01", "--to", "2030-01-05"]),
    ("staff leave add", ["--analyst", "jane.roe", "--from", "2030-02-01", "--to", "2030-02-05"]),
    ("staff leave list", []),
    ("staff leave remove", ["--analyst", "jane.roe", "--from", "2030-02-01", "--to", "2030-02-05"]),
    ("staff conflict", ["--analyst", "jane.roe", "--tenant", "gamma"]),
    ("staff require", ["--tenant", "acme-corp", "--none"]),
    ("staff coverage", []),
    ("staff list", []), ("staff show", ["--analyst", "john.doe"]),
    ("workload show", []), ("workload show", ["--tenant", "acme-corp"]),
    ("workload what-if", ["--add-tenant", "tier=starter,seats=5", "--absent", "jane.roe"]),
    ("workload balance", ["--auto"]), ("workload balance", []), ("workload solve", ["--file", f"{folder}/jobs.json"]),
    ("staff handoff", ["--from", "john.doe", "--to", "max.noll", "--tenant", "acme-corp", "--dry-run"]),
    ("staff unassign", ["--analyst", "john.doe", "--tenant", "acme-corp"]),
    ("ticket open", ["--tenant", "acme-corp", "--subject", "VPN down", "--priority", "P1"]),
    ("ticket reply", ["--ticket", "T-1", "--message", "on it"]),
    ("ticket note", ["--ticket", "T-1", "--message", "disk 3"]),
    ("ticket hold", ["--ticket", "T-1", "--reason", "customer"]), ("ticket resume", ["--ticket", "T-1"]),
    ("ticket assign", ["--ticket", "T-1", "--analyst", "jane.roe"]), ("ticket unassign", ["--ticket", "T-1"]),
    ("ticket tag", ["--ticket", "T-1", "--tag", "vip,vpn"]), ("ticket untag", ["--ticket", "T-1", "--tag", "vip"]),
    ("ticket set", ["--ticket", "T-1", "--priority", "P2", "--subject", "VPN is down"]),
    ("ticket open", ["--tenant", "acme-corp", "--subject", "VPN again"]),
    ("ticket merge", ["--ticket", "T-2", "--into", "T-1"]),
    ("ticket open", ["--tenant", "acme-corp", "--subject", "printer", "--at", "2026-01-05 09:00"]),
    ("sla status", ["--tenant", "acme-corp", "--month", "2026-01"]), ("sla status", ["--tenant", "all"]),
    ("sla status", ["--tenant", "all", "--at-risk"]),
    ("sla excuse", ["--ticket", "T-3", "--clock", "response", "--reason", "phone line was cut"]),
    ("sla alerts run", []), ("sla alerts list", []),
    ("sla breaches", ["--tenant", "acme-corp", "--month", "2026-01"]),
    ("sla void", ["--ticket", "T-3", "--clock", "resolution", "--reason", "a test", "--approver", "jane.roe"]),
    ("sla verify", []), ("sla rebuild", []), ("ticket show", ["--ticket", "T-3"]),
    ("ticket import", ["--file", f"{folder}/tickets.csv"]),
    ("ticket resolve", ["--ticket", "T-1"]), ("ticket reopen", ["--ticket", "T-1"]),
    ("ticket resolve", ["--ticket", "T-1"]), ("ticket close", ["--ticket", "T-1"]),
    ("ticket list", []), ("ticket show", ["--ticket", "T-1"]),
    ("sla set", ["--default", "--update-time", "1h", "--priority", "P4"]),
    ("sla history", ["--tenant", "acme-corp"]), ("sla explain", ["--ticket", "T-1", "--clock", "all"]),
    ("sla simulate", ["--tenant", "acme-corp", "--month", time.strftime("%Y-%m", time.gmtime()), "--resolution-time", "2h"]),
    ("monitor add", ["--tenant", "acme-corp", "--service", "web", "--url", "tcp://127.0.0.1:1", "--retries", "0"]),
    ("monitor add", ["--tenant", "acme-corp", "--service", "vpn", "--since", "2025-09-01"]),
    ("monitor run", ["--dry-run"]), ("monitor run", []), ("monitor list", []),
    ("outage add", ["--tenant", "acme-corp", "--service", "vpn", "--from", "2025-09-01", "--to", "2025-09-02"]),
    ("outage import", ["--tenant", "acme-corp", "--file", f"{folder}/outages.csv"]),
    ("outage list", ["--tenant", "acme-corp", "--month", "2025-09"]),
    ("maintenance add", ["--tenant", "acme-corp", "--service", "vpn", "--from", "2090-01-01", "--to", "2090-01-02"]),
    ("maintenance list", ["--tenant", "acme-corp"]),
    ("maintenance remove", ["--tenant", "acme-corp", "--service", "vpn", "--from", "2090-01-01"]),
    ("monitor remove", ["--tenant", "acme-corp", "--service", "vpn"]),
    ("sla snapshot", []), ("sla trend", ["--tenant", "acme-corp"]),
    ("sla status", ["--tenant", "acme-corp"]),
    ("sla calendar list", []), ("sla calendar show", ["--calendar", "24x7"]),
    ("sla calendar check", []),
    ("sla calendar import", ["--calendar", "office", "--file", f"{folder}/holidays.ics"]),
    ("sla calendar due", ["--calendar", "24x7", "--from", "2025-09-15T10:00:00Z", "--within", "8h"]),
    ("sla calendar elapsed", ["--calendar", "24x7", "--from", "2025-09-15T10:00:00Z", "--to", "2025-09-16T10:00:00Z"]),
    ("scan import", ["--tenant", "acme-corp", "--scanner", "nmap", "--file", scan]),
    ("scan list", ["--tenant", "acme-corp"]), ("scan schedule list", []), ("scan schedule next", ["--count", "2"]),
    ("scan schedule plan", []), ("scan schedule apply", []), ("scan schedule plan", []), ("scan schedule list", []),
    ("scan schedule run", []), ("scan schedule pause", ["--tenant", "acme-corp"]),
    ("scan schedule resume", ["--tenant", "acme-corp"]),
    ("scan scope add", ["--tenant", "gamma", "--network", "192.0.2.0/24", "--reference", "c-1", "--until", "2999-12-31"]),
    ("scan scope list", ["--tenant", "all"]), ("scan run", ["--tenant", "gamma", "--type", "full"]),
    ("scan scope remove", ["--tenant", "gamma", "--network", "192.0.2.0/24"]),
    ("scan schedule history", ["--tenant", "all"]), ("scan schedule ack", ["--tenant", "acme-corp"]),
    ("finding list", ["--tenant", "acme-corp"]), ("finding show", ["--finding", "FINDING"]),
    ("scan import", ["--tenant", "acme-corp", "--again", "--file", scan]),
    ("finding diff", ["--tenant", "acme-corp", "--from", "S-1", "--to", "S-2"]),
    ("finding feed import", ["--epss", f"{folder}/epss.csv"]),
    ("finding snapshot", []), ("finding trend", ["--tenant", "acme-corp"]),
    ("asset import", ["--tenant", "acme-corp", "--file", f"{folder}/assets.csv"]), ("asset list", ["--tenant", "acme-corp"]),
    ("asset show", ["--tenant", "acme-corp", "--asset", "192.0.2.200"]),
    ("asset tag", ["--tenant", "acme-corp", "--asset", "192.0.2.200", "--tag", "dmz"]),
    ("asset untag", ["--tenant", "acme-corp", "--asset", "192.0.2.200", "--tag", "dmz"]),
    ("device import", ["--tenant", "acme-corp", "--file", f"{folder}/devices.csv", "--explain"]),
    ("device import", ["--tenant", "acme-corp", "--file", f"{folder}/devices.csv"]),
    ("device add", ["--tenant", "acme-corp", "--hostname", "nas", "--user", "Ann"]),
    ("device enroll", ["--tenant", "acme-corp", "--device", "laptop-7", "--agent", "action1", "--agent-id", "4f1c"]),
    ("device import", ["--tenant", "acme-corp", "--file", f"{folder}/action1.json"]),
    ("device verify", ["--tenant", "acme-corp", "--device", "laptop-7", "--evidence", "session 4711"]),
    ("device assign-group", ["--tenant", "acme-corp", "--device", "laptop-7", "--group", "office"]),
    ("device add", ["--tenant", "acme-corp", "--hostname", "nas-2"]),
    ("device merge", ["--tenant", "acme-corp", "--device", "nas-2", "--into", "nas"]),
    ("device note", ["--tenant", "acme-corp", "--device", "laptop-7", "--area", "firewall", "--note", "to review"]),
    ("device health", ["--tenant", "acme-corp"]),
    ("patch policy show", ["--tenant", "acme-corp", "--device", "laptop-7", "--explain"]),
    ("patch import", ["--tenant", "acme-corp", "--file", f"{folder}/patches.csv"]),
    ("patch exempt add", ["--tenant", "acme-corp", "--device", "nas", "--approver", "ann", "--expires", "2999-01-01", "--reason", "old"]),
    ("patch exempt list", ["--tenant", "acme-corp", "--every"]), ("patch status", ["--tenant", "acme-corp"]),
    ("patch exempt remove", ["--tenant", "acme-corp", "--exemption", "1"]), ("patch status", ["--tenant", "acme-corp"]),
    ("device snapshot", []), ("device trend", ["--tenant", "acme-corp"]),
    ("patch windows", ["--tenant", "acme-corp", "--days", "14"]),
    ("patch window set", ["--tenant", "acme-corp", "--work", "os_updates", "--frequency", "weekly", "--day", "sunday", "--time", "03:00"]),
    ("patch window set", ["--tenant", "acme-corp", "--work", "scripts", "--group", "office", "--frequency", "daily", "--time", "04:00"]),
    ("patch window list", ["--tenant", "acme-corp"]),
    ("patch window remove", ["--tenant", "acme-corp", "--work", "os_updates"]),
    ("device retire", ["--tenant", "acme-corp", "--device", "nas"]),
    ("device list", ["--tenant", "acme-corp", "--state", "every"]), ("device list", ["--tenant", "acme-corp"]), ("device show", ["--tenant", "acme-corp", "--device", "laptop-7", "--software"]),
    ("finding list", ["--tenant", "acme-corp"]),
    ("finding ticket", ["--tenant", "acme-corp"]),
    ("ticket link", ["--ticket", "T-1", "--finding", "FINDING"]),
    ("ticket unlink", ["--ticket", "T-1", "--finding", "FINDING"]), ("finding show", ["--finding", "FINDING"]),
    ("finding accept", ["--finding", "FINDING", "--owner", "Ann", "--expires", "2030-01-01", "--reason", "old"]),
    ("finding reopen", ["--finding", "FINDING", "--reason", "new"]),
    ("finding false-positive", ["--finding", "FINDING", "--reason", "proxy"]),
    ("report generate", ["--tenant", "acme-corp", "--month", "2025-09", "--email", "ceo@acme.com"]),
    ("report generate", ["--tenant", "all", "--month", "2025-09", "--type", "quarterly"]),
    ("report show", ["--report", "acme-corp/executive/2025-09"]),
    ("report reissue", ["--report", "acme-corp/executive/2025-09/1"]), ("report verify", []),
    ("report brand", ["--tenant", "acme-corp", "--colour", "7a1f3d"]),
    ("report template list", []), ("report template show", ["--template", "sla"]), ("report template check", []),
    ("report template new", ["--name", "mine", "--type", "executive"]),
    ("report schedule add", ["--tenant", "acme-corp", "--frequency", "quarterly", "--template", "quarterly-review", "--role", "admin"]),
    ("report schedule pause", ["--tenant", "acme-corp", "--template", "quarterly-review"]), ("report schedule list", []),
    ("report schedule resume", ["--tenant", "acme-corp", "--template", "quarterly-review"]), ("report schedule history", []),
    ("report list", []), ("report outbox", []), ("mail list", []), ("mail hold", ["--mail", "M-1"]),
    ("mail release", ["--mail", "M-1"]), ("mail send", []), ("mail show", ["--mail", "M-1"]), ("mail bounce", ["--file", bounced]),
    ("mail retry", ["--mail", "M-1"]), ("mail drop", ["--mail", "M-1"]), ("mail send", []),
    ("report schedule", ["--tenant", "all", "--frequency", "monthly", "--template", "executive-summary"]),
    ("report drill", ["--to", "me@example.net"]),
    ("report schedule list", []), ("report schedule run", []),
    ("report schedule remove", ["--tenant", "all", "--template", "executive-summary"]),
    ("audit list", []), ("audit verify", []), ("config show", []), ("config check", []), ("store check", []),
    ("store backup", ["--file", f"{folder}/backup.db"]), ("store migrate", []),
    ("store copy", ["--from", f"sqlite://{folder}/mssp.db", "--to", f"sqlite://{folder}/copy.db"]),
    ("store restore", ["--file", f"{folder}/backup.db", "--yes"]),
]
exported = f"{folder}/beta.json"
unmet = {name[: -len(".schema.json")] for name in os.listdir(schemas)}
failures = 0


def run(path, flags):
    return subprocess.run([program, *path.split(), *flags, "--format", "json"], env=environment, capture_output=True, text=True,
                          check=False)


def bounce_of(message):
    """The notification a mail server would send about a mail of ours."""
    with open(bounced, "w", encoding="utf-8") as mail:
        mail.write("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                   "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
                   "Final-Recipient: rfc822; ceo@acme.com\nAction: failed\nStatus: 5.1.1\n\n--b\n"
                   f"Content-Type: text/rfc822-headers\n\nMessage-ID: {message}\n\n--b--\n")


def check(path, ran):
    global failures
    name = path.replace(" ", "-")
    try:
        if ran.returncode not in ((0, 10, 11) if path == "today" else (0,)):  # its status tells of the worst line
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
    if path == "mail show" and ran.returncode == 0:
        bounce_of(json.loads(ran.stdout)["message_id"])
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
