"""
`wheelwright rehearse`: options in, one call, a report on screen and in files out.
"""

import pathlib
import sys

import typer

from wheelwright.adapters import cache as caches
from wheelwright.adapters.host import lines
from wheelwright.commands.shared import configuration, packages
from wheelwright.commands.shared.options import (
    Apps,
    CacheDir,
    Config,
    ContractsDir,
    ContractsOnly,
    Faithful,
    FindLinks,
    From,
    HostDir,
    Html,
    IndexUrl,
    Jobs,
    Json,
    Junit,
    Package,
    Postgres,
    Profile,
    Python,
    Requirements,
    Rows,
    Seed,
    Settings,
    Timeout,
    To,
    With,
    must_exist,
)
from wheelwright.commands.shared.output import told_when_stopped, write
from wheelwright.profile import file as profiles
from wheelwright.rehearse import run as engine
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.progress import Live


def rehearse(
    package: Package,
    old: From,
    new: To,
    host: HostDir = None,
    apps: Apps = "",
    settings: Settings = None,
    requirements: Requirements = None,
    extra: With = None,
    seed: Seed = None,
    rows: Rows = 0,
    profile: Profile = None,
    contracts: ContractsDir = None,
    contracts_only: ContractsOnly = False,
    postgres: Postgres = None,
    json: Json = None,
    html: Html = None,
    junit: Junit = None,
    index_url: IndexUrl = None,
    find_links: FindLinks = None,
    python: Python = None,
    jobs: Jobs = 1,
    timeout: Timeout = 600.0,
    config: Config = None,
    cache: CacheDir = None,
    faithful: Faithful = False,
) -> None:
    """
    Rehearse the upgrade of a package on a real PostgreSQL and say what would happen.

    A released package against your working copy, in a bare host:

        wheelwright rehearse billing-app --from 2.3.1 --to packages/billing-app

    In your own host, with the contract tests it relies on:

        wheelwright rehearse billing-app --from 2.2.0 --from 2.3.1 --to dist/billing_app-3.0.0-py3-none-any.whl --host host --html report.html

    Somebody else's package, with a hundred rows in every table:

        wheelwright rehearse django-oauth-toolkit --from 2.4.0 --to 3.0.1 --apps oauth2_provider --rows 100

    Budgets and accepted findings, each with its reason, are read from [tool.wheelwright]:

        [tool.wheelwright]
        lock-seconds = 0.5
        [[tool.wheelwright.allow]]
        code = "irreversible"
        migration = "billing_app.0007_*"
        reason = "Nobody goes back below the split of accounts; backups were tried."

    Exit status: 0 no error finding, 1 error findings, 2 could not run.
    """
    must_exist(host, settings, seed, contracts)
    decided = configuration.read(config)
    sizes = profiles.read(profile) if profile else None
    index = packages.sources(
        index_url=index_url, find_links=tuple(find_links or ()), cwd=pathlib.Path.cwd()
    )
    orders = tuple(
        Order(
            package=package,
            old=version,
            new=new,
            host=host,
            apps=tuple(filter(None, (app.strip() for app in apps.split(",")))),
            settings=settings,
            requirements=(*(r for f in requirements or () for r in lines(f)), *(extra or ())),
            seed=seed,
            rows=rows,
            profile=sizes,
            contracts=contracts,
            contracts_only=contracts_only,
            python=python or sys.executable,
            index=index,
            cache=cache or caches.default_folder(),
            timeout=timeout,
            budgets=decided.budgets,
            allow=decided.allow,
            code_first=decided.is_code_first(package),
        )
        for version in old
    )
    with told_when_stopped(), Live(orders) as live:
        report = engine.rehearse(
            orders,
            postgres=postgres,
            jobs=jobs,
            faithful=faithful,
            tell=live.tell,
            done=live.done,
        )
    write(report, json=json, html=html, junit=junit)
    raise typer.Exit(report.exit_status)
