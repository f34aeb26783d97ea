"""How much is measured: in a normal run, and in a quick one that shows every row but settles nothing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    sizes: tuple = (100, 1_000, 10_000, 100_000)  # groups that exist while others are pushed to
    checked_sizes: tuple = (100, 1_000)  # Pushgateway's own check: 4 pushes/s at 10,000 groups
    connections: tuple = (8, 64)
    rounds: int = 5
    checked_rounds: int = 3
    push_seconds: int = 4
    limit_seconds: int = 2  # nginx
    warm_runs: tuple = (3, 8)  # at least and at most; between them until a push costs no less CPU than in the run before
    warm_seconds: int = 4  # each; a JVM needs them
    scraped_groups: tuple = (5_556, 55_556)  # 18 series each: 100,000 and 1,000,000
    scrapes: int = 9
    warm_scrapes: int = 10
    warm_changes: int = 4
    idle_starts: int = 3
    idle_seconds: int = 5
    restarts: int = 3
    maximum_runs: int = 3  # of push_seconds, in a closed loop, before each run at a steady rate
    steady_groups: int = 100_000
    steady_rounds: int = 3
    steady_seconds: int = 60
    noise_seconds: int = 20  # nginx at the same rate
    scrape_every: int = 15
    loaded_seconds: int = 300
    lint_groups: int = 1_000
    lint_rounds: int = 5  # of push_seconds
    wrapped_pairs: int = 30
    wrapped_at_once: tuple = (1, 50)
    wrapped_settle_seconds: int = 5
    minutes: int = 46  # after that it is ended


NORMAL = Settings()
QUICK = Settings(checked_sizes=(100,), rounds=3, checked_rounds=1, push_seconds=1, limit_seconds=1, warm_runs=(2, 3),
                 warm_seconds=2, scrapes=5, warm_scrapes=5, warm_changes=2, idle_seconds=2, maximum_runs=1, steady_rounds=1,
                 steady_seconds=8, noise_seconds=3, scrape_every=2, loaded_seconds=16, lint_rounds=3, wrapped_pairs=5, wrapped_settle_seconds=2, minutes=13)
