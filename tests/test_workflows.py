"""The workflows, as far as they can be judged without running: their shape, their rights, what they call."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.build import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"actions/[a-z-]+(?:/[a-z-]+)?@[0-9a-f]{40}")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def workflow(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text())
    assert set(loaded) <= {"name", True, "permissions", "concurrency", "jobs"}  # YAML 1.1 reads `on` as true
    return dict(loaded)


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_least_rights_and_pinned_actions(path: Path) -> None:
    loaded = workflow(path)
    assert loaded["permissions"] == {"contents": "read"}
    for job in loaded["jobs"].values():
        assert set(job) <= {"runs-on", "timeout-minutes", "environment", "needs", "steps"}
        assert job["timeout-minutes"] <= 60
    for step in steps(path):
        assert ("uses" in step) != ("run" in step)
        assert set(step) <= {"uses", "run", "with", "env", "if", "name"}
        if "uses" in step:
            assert PINNED.fullmatch(step["uses"]), step
            line = next(one for one in path.read_text().splitlines() if step["uses"] in one)
            assert re.search(r"# v\d+\.\d+\.\d+$", line), "the version a digest stands for is told"
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / ".gitlab-ci.yml"], ids=lambda path: path.stem)
def test_they_call_what_the_makefile_has_and_run_no_text_of_others(path: Path) -> None:
    text = path.read_text()
    called = set(re.findall(r"\bmake ([a-z-]+)", text))
    assert called
    assert called <= TARGETS
    for step in steps(path) if path in WORKFLOWS else []:
        assert "${{" not in step.get("run", ""), "expressions in a script run what a title or a branch is named"


def test_secrets_are_kept_from_pull_requests_and_links_are_never_checked_there() -> None:
    text = (ROOT / ".github/workflows/pull-request.yml").read_text()
    assert "secrets." not in text
    assert "pull_request_target" not in text
    assert "make links" not in text
    assert 'PREVIEW: "1"' in text


def test_the_job_that_holds_the_key_runs_no_build_and_no_test() -> None:
    """It receives the archive; the key comes to its last step, when all packages are installed."""
    jobs = workflow(ROOT / ".github/workflows/publish.yml")["jobs"]
    assert "environment" not in jobs["release"]
    assert jobs["publish"]["needs"] == "release"
    assert "secrets." not in str([jobs["release"], *jobs["publish"]["steps"][:-1]])
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    assert "environment" not in gitlab["release"]
    assert gitlab["publish"]["needs"] == ["release"]
    lines = gitlab["publish"]["script"]
    key = next(number for number, line in enumerate(lines) if "PUBLISH_SSH_KEY" in line)
    assert [line.partition(" TARGET")[0] for line in lines[key + 1 :]] == ["make publish"]
    assert "PUBLISH_SSH_KEY" not in str({**gitlab, "publish": ""})


def test_gitlab_has_the_same_jobs() -> None:
    loaded = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    jobs = {name: job for name, job in loaded.items() if name not in ("stages", "default")}
    assert set(jobs) == {"content", "code", "release", "publish", "links"}
    for job in jobs.values():
        assert job["stage"] in loaded["stages"]
        assert job["script"]
        assert all({"if"} <= set(rule) <= {"if", "changes"} for rule in job["rules"])
    assert jobs["publish"]["resource_group"]
    assert "merge_request_event" not in str(jobs["publish"]["rules"]) + str(jobs["links"]["rules"])


CONTENT = ("docs/", "data/", "config/", "forms/", "facilitators.yaml")


def test_a_change_of_content_waits_for_no_test_of_the_code() -> None:
    """Editors wait for the check and the build; what else runs leaves all content out."""
    content = workflow(ROOT / ".github/workflows/pull-request.yml")["jobs"]["content"]
    assert [step["run"] for step in content["steps"] if "run" in step] == ["make check", "make site"]
    paths = workflow(ROOT / ".github/workflows/code.yml")[True]["pull_request"]["paths"]
    assert paths[0] == "**"
    assert {path.removeprefix("!").removesuffix("**") for path in paths[1:]} >= set(CONTENT)
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    assert jobs["content"]["script"] == ["make check", "PREVIEW=1 make site"]
    (rule,) = jobs["code"]["rules"]
    assert not [path for path in rule["changes"] if path.startswith(CONTENT)]
