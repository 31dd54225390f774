"""The command line: its objects, its exit codes, its two channels."""

import json
import shutil
import signal
from pathlib import Path

import pytest

from qa_service.cli import main
from tests.conftest import PROJECT
from tests.evaluation import news
from tests.integration.articles import FLOCK_QUESTION, HALLE, MUSEE, PHARE, flock
from tests.integration.processes import (
    STOP_SECONDS,
    VERIFICATION,
    Finished,
    Json,
    check_answer,
    run,
    run_script,
    watching,
)

COUNTS = ("added", "replaced", "removed", "unchanged")
MAINTENANCE = ("verify", "repair", "rebuild", "backup", "restore")
REPORT = {
    *COUNTS, "moved", "embedded", "failed", "seconds", "warnings", "abridged", "fetched", "tables"
}  # fmt: skip
CHANGE = {*COUNTS, "path", "change", "moved", "moved_from", "failed"}
SOURCE = {"path", "there", "articles", "first", "last"}
FIGURES = {
    "questions",
    "recall_at_1",
    "recall_at_5",
    "recall_at_10",
    "mrr_at_10",
    "first_quote_hit",
    "any_quote_hit",
    "exact_match",
    "f1",
    "refusal",
    "calibration",
    "risk_coverage",
    "kinds",
    "writing",
    "p50_ms",
    "p95_ms",
}
REFUSAL = {"auc", "precision", "recall", "similarity_alone"}
SIMILARITY_ALONE = {"auc", "threshold", "precision", "recall"}
KIND = {"questions", "recall_at_5", "first_quote_hit", "f1", "refused"}


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ingested(store: Path, *paths: Path, code: int = 0) -> tuple[list[int], list[Json]]:
    """The report's counts and failures."""
    report = run("ingest", *paths, "--store", store, "--json").object(code)
    assert set(report) == REPORT
    assert report["seconds"] >= 0
    for failure in report["failed"]:
        assert set(failure) == {"path", "reason"}
    return [report[name] for name in COUNTS], report["failed"]


def test_the_archive_follows_its_folders(tmp_path: Path) -> None:
    store, folder, other = tmp_path / "store", tmp_path / "articles", tmp_path / "other"
    phare = write(folder / "phare.txt", PHARE)
    halle = write(folder / "2022" / "halle.md", HALLE)
    write(folder / "README.md", "# Mode d’emploi\n\nCe dossier contient des articles.\n")
    write(folder / ".cache" / "copie.txt", PHARE)
    write(folder / ".brouillon.txt", PHARE)
    write(other / "troupeau.txt", flock(412))
    assert ingested(store, folder, other) == ([3, 0, 0, 0], [])

    write(phare, PHARE.replace("840 000", "910 000"))
    halle.unlink()
    write(folder / "musee.html", MUSEE)
    pdf = write(folder / "scan.pdf", "%PDF-1.7")
    empty = write(folder / "vide.txt", "")
    counts, failed = ingested(store, folder)
    assert counts == [1, 1, 1, 0]
    assert [failure["path"] for failure in failed] == [str(pdf), str(empty)]
    assert all(failure["reason"] for failure in failed)

    pdf.unlink()
    empty.unlink()
    assert ingested(store) == ([0, 0, 0, 3], [])  # without a PATH: the folders known by now

    question = "Combien a coûté la restauration du phare de Kerdolan ?"
    limits = ("--language", "fr", "--language", "en", "--max-citations", "1")
    answer = run("ask", question, *limits, "--store", store, "--json").object()
    check_answer(answer)
    assert (answer["question"], answer["status"]) == (question, "answered")
    assert answer["interpretation"]["filters"]["language"] == ["fr", "en"]
    assert len(answer["citations"]) == 1
    assert answer["citations"][0]["quote"].startswith("La restauration a coûté 910 000 euros")
    assert (answer["conversation_id"], answer["answer_id"]) == (None, None)  # it keeps none

    # One folder goes away, as on a disk that is no longer plugged in.
    shutil.move(folder, tmp_path / "away")
    counts, (gone,) = ingested(store)
    assert counts == [0, 0, 0, 1]
    assert gone["path"] == str(folder)
    assert "kept" in gone["reason"]
    report = run("verify", "--store", store, "--json").object()
    assert set(report) == VERIFICATION
    assert (report["ok"], report["articles"], report["problems"]) == (True, 3, [])
    shutil.move(tmp_path / "away", folder)
    assert ingested(store) == ([0, 0, 0, 3], [])


def test_a_dry_run_reports_and_makes_no_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = tmp_path / "articles", tmp_path / "store"
    phare = write(folder / "phare.txt", PHARE)
    empty = write(folder / "vide.txt", "")
    arguments = ["ingest", "--dry-run", str(folder), "--store", str(store)]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"added    {phare}",
        f"failed   {empty}",
        "1 added, 0 replaced, 0 moved, 0 removed, 0 unchanged, 1 failed (nothing was changed)",
    ]
    assert f"{empty}: The file is empty" in told.err
    assert main([*arguments, "--json"]) == 0
    preview = json.loads(capsys.readouterr().out)
    assert set(preview) == {*REPORT, "files"}
    assert [(set(file), file["change"]) for file in preview["files"]] == [
        (CHANGE, "added"),
        (CHANGE, "failed"),
    ]
    assert not store.exists()


def test_sources_are_listed_added_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, a, b = tmp_path / "store", tmp_path / "a", tmp_path / "b"
    write(a / "phare.txt", PHARE)
    b.mkdir()

    def sources(*arguments: str | Path, code: int = 0) -> list[str]:
        assert main(["sources", *map(str, arguments), "--store", str(store), "--json"]) == code
        out = capsys.readouterr().out
        found = json.loads(out)["sources"] if out else []
        assert all(set(source) == SOURCE for source in found)
        return [source["path"] for source in found]

    assert sources("list") == []
    assert not store.exists()
    assert sources("add", a, b) == [str(a), str(b)]
    assert sources("add", a / "phare.txt") == [str(a), str(b)]  # it is followed with its folder
    assert sources("remove", b) == [str(a)]
    sources("remove", b, code=2)
    sources("add", tmp_path / "nowhere", code=2)
    assert main(["sources", "list", "--store", str(store)]) == 0
    assert capsys.readouterr().out == f"{a}: 0 articles\n"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_reports_each_round_until_it_is_stopped(
    tmp_path: Path, ending: signal.Signals
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    with watching(folder, tmp_path / "store") as watch:
        assert watch.rounds(1)[0]["failed"] == []
        empty = write(folder / "vide.txt", "")  # needs no model
        assert watch.rounds(2)[1]["failed"][0]["path"] == str(empty)
        watch.process.send_signal(ending)
        assert watch.process.wait(STOP_SECONDS) == 0
    told = watch.log.read_text("utf-8")
    assert "Stopped watching." in told
    assert "Traceback" not in told


def test_nothing_but_unreadable_files_is_a_failure(tmp_path: Path) -> None:
    pdf = write(tmp_path / "articles" / "scan.pdf", "%PDF-1.7")
    done = run("ingest", pdf.parent, "--store", tmp_path / "store")
    assert done.code == 1
    assert str(pdf) in done.err
    assert "0 added" in done.out
    assert "1 failed" in done.out


CONTEXTS = [
    (
        "La halle de Saint-Aubert",
        "La halle de Saint-Aubert a reçu un toit de 3 200 ardoises. L’architecte Solène Brault a "
        "dirigé le chantier.",
    ),
    (
        "Le phare de Kerdolan",
        "Le phare de Kerdolan a été rallumé samedi. La restauration a coûté 840 000 euros à la "
        "commune.",
    ),
]
ARCHITECT = "Quel architecte a dirigé le chantier de la halle de Saint-Aubert ?"
COST = "Combien a coûté la restauration du phare de Kerdolan ?"
SQUAD = {
    "version": "2.0",
    "data": [
        {
            "title": CONTEXTS[0][0],
            "paragraphs": [
                {
                    "context": CONTEXTS[0][1],
                    "qas": [
                        {
                            "id": "1",
                            "question": ARCHITECT,
                            "answers": [{"text": "Solène Brault", "answer_start": 71}],
                        },
                        {
                            "id": "2",
                            "question": FLOCK_QUESTION,
                            "is_impossible": True,
                            "answers": [],
                        },
                    ],
                }
            ],
        },
        {
            "title": CONTEXTS[1][0],
            "paragraphs": [
                {
                    "context": CONTEXTS[1][1],
                    "qas": [
                        {
                            "id": "3",
                            "question": COST,
                            "answers": [{"text": "840 000 euros", "answer_start": 61}],
                        }
                    ],
                }
            ],
        },
    ],
}
WITH_ANSWER = {
    "question": ARCHITECT,
    "answer": "Solène Brault",
    "title": CONTEXTS[0][0],
    "context": CONTEXTS[0][1],
}
PASSAGES = [{"title": CONTEXTS[1][0], "text": CONTEXTS[1][1]}]
LINES: list[Json] = [
    WITH_ANSWER,
    {"question": COST, "passages": PASSAGES, "answerable": True},
    {"question": FLOCK_QUESTION, "passages": PASSAGES, "answerable": 0},
    {
        "question": "Qui a inventé le téléphone ?",
        "passages": [{"title": "Le musée de Brivac", "text": "Le musée de Brivac ouvre lundi."}],
        "answerable": False,
    },
]


def test_evaluate_reads_every_form(tmp_path: Path, cache: Path) -> None:
    squad = write(tmp_path / "squad.json", json.dumps(SQUAD))
    lines = write(tmp_path / "lines.jsonl", "\n".join(map(json.dumps, LINES)) + "\n")
    environment = {"QA_STORE": str(tmp_path / "store"), "QA_CACHE": str(cache)}
    # of four lines the first and the third
    for arguments, questions in (((squad,), 3), ((lines, "--limit", "2"), 2)):
        figures = run("evaluate", *arguments, "--json", **environment).object()
        check_figures(figures)
        assert figures["questions"] == questions
        for name in ("recall_at_1", "recall_at_5", "recall_at_10", "mrr_at_10"):
            assert figures[name] == 1
        assert figures["first_quote_hit"] == figures["any_quote_hit"] == 1
        assert [figures["refusal"][name] for name in ("auc", "precision", "recall")] == [1] * 3
    assert not (tmp_path / "store").exists()
    assert len([path for path in (cache / "haystacks").iterdir() if path.is_dir()]) == 2


def check_figures(figures: Json) -> None:
    """What holds of every object of figures in which there are both kinds of questions."""
    assert set(figures) == FIGURES
    assert set(figures["refusal"]) == REFUSAL
    assert set(figures["refusal"]["similarity_alone"]) == SIMILARITY_ALONE
    assert set(figures["calibration"]) == {"error", "bins"}
    for one in figures["calibration"]["bins"]:
        assert set(one) == {"low", "questions", "confidence", "answerable"}
    assert set(figures["risk_coverage"]) == {"area", "at"}
    for kind in figures["kinds"].values():
        assert set(kind) == KIND
    assert sum(kind["questions"] for kind in figures["kinds"].values()) == figures["questions"]
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]


def test_evaluate_among_distractors_with_a_table_and_a_plot(tmp_path: Path, cache: Path) -> None:
    squad = write(tmp_path / "squad.json", json.dumps(SQUAD))
    articles = [{"title": "Le musée de Brivac", "text": "Il ouvre lundi.", "date": "2023-01-02"}]
    news = write(tmp_path / "news.jsonl", "\n".join(map(json.dumps, articles)))
    folder = write(tmp_path / "articles" / "troupeau.txt", flock(412)).parent
    plot = tmp_path / "plot.svg"
    distractors = ("--distractors", news, "--distractors", folder)
    first = run("evaluate", squad, *distractors, "--plot", plot, QA_CACHE=str(cache))
    assert (first.code, "Traceback" in first.err) == (0, False)
    assert "Embedding 4 of 4 articles" in first.err
    assert first.out.startswith("3 questions")
    for words in ("recall_at_5", "refusal.auc", "By kind of question", "how_many"):
        assert words in first.out
    assert "squad.json: 3 questions" in plot.read_text("utf-8")

    second = run("evaluate", squad, *distractors, "--json", QA_CACHE=str(cache))
    check_figures(second.object())
    assert "Using the 4 articles kept in" in second.err
    assert "Embedding" not in second.err


def test_evaluate_recognises_material_and_names_its_part(tmp_path: Path) -> None:
    rows, export = news.rows(tmp_path, news.SAID), news.export(tmp_path)
    table = run("evaluate", rows, "--articles", export).out
    assert table.startswith("Part: training, the articles that may be learned from")
    assert "By kind" in table
    found = run("evaluate", rows, "--articles", export, "--part", "all", "--json").object()
    assert (found["part"], found["marked"], found["f1"]) == ("all", 1, 1)
    assert "--articles" in run("evaluate", rows, "--json").complaint(1)


def test_the_floors_are_compared_and_raised(tmp_path: Path, cache: Path) -> None:
    data, baseline = tmp_path / "data", tmp_path / "baseline.json"
    write(data / "valmer.json", json.dumps(SQUAD))
    case: Json = {
        "file": "valmer.json",
        "distractors": ["valmer.json"],
        "aside": False,
        "floors": {},
    }
    case["floors"] = {"recall_at_5": 0.5}
    write(baseline, json.dumps({"valmer": case, "away": {**case, "file": "nowhere.json"}}))

    done = benchmarks(data, "--baseline", baseline, QA_CACHE=str(cache))
    assert done.code == 0, done.err
    assert "recall_at_5" in done.out
    assert "+0.500" in done.out
    assert "may be raised" in done.out
    assert "away: passed over" in done.err

    done = benchmarks(data, "--baseline", baseline, "--raise", QA_CACHE=str(cache))
    assert done.code == 0, done.err
    cases = json.loads(baseline.read_text("utf-8"))
    assert cases["valmer"]["floors"]["recall_at_5"] == 1
    assert cases["valmer"]["floors"]["refusal.auc"] == 1
    assert cases["away"]["floors"] == {"recall_at_5": 0.5}

    # a figure under its floor: nothing rises, not even what could
    cases["valmer"]["floors"] = {"exact_match": 1.0, "recall_at_5": 0.5}
    before = write(baseline, json.dumps(cases)).read_text("utf-8")
    sets = json.loads((data / "valmer.json").read_text("utf-8"))
    sets["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]["text"] = "Odile Ferrand"
    write(data / "valmer.json", json.dumps(sets))
    done = benchmarks(data, "--baseline", baseline, "--raise", QA_CACHE=str(cache))
    assert done.code == 1, done.err
    assert "UNDER ITS FLOOR" in done.out
    assert baseline.read_text("utf-8") == before

    assert benchmarks(tmp_path, "--baseline", baseline).code == 1
    assert "nowhere" in benchmarks(data, "--baseline", tmp_path / "nowhere").err


def benchmarks(*arguments: str | Path, **environment: str) -> Finished:
    """Runs what `make evaluate` runs."""
    return run_script(PROJECT / "benchmarks" / "evaluate.py", *arguments, **environment)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--port",),
        ("erase",),
        ("ask",),
        ("ask", "Qui ?", "--limit", "3"),
        ("ask", "Qui ?", "Quoi ?"),
        ("ingest", "--json", "--unknown"),
        ("ingest", "--watch", "--dry-run"),
        ("sources", "--json"),
        ("sources", "remove"),
        ("serve", "--port", "http"),
        ("restore", "a", "b"),
        ("evaluate", "--limit", "3"),
    ],
)
def test_a_wrong_call_is_told_the_right_one(arguments: tuple[str, ...]) -> None:
    assert "usage: qa-service" in run(*arguments).complaint(2)


def test_what_is_wrong_in_a_value_is_named(tmp_path: Path) -> None:
    questions = str(write(tmp_path / "questions.jsonl", json.dumps(WITH_ANSWER)))
    nowhere = str(tmp_path / "nowhere")
    calls: list[tuple[tuple[str, ...], dict[str, str], str]] = [
        (("ask", ""), {}, "question"),
        (("ask", "Qui ?", "--as-of", "hier"), {}, "as_of"),
        (("ask", "Qui ?", "--max-citations", "0"), {}, "max_citations"),
        (("ask", "Qui ?", "--from", "2022-01-01", "--to", "2021-01-01"), {}, "2021-01-01"),
        (("ingest", nowhere), {}, nowhere),
        (("evaluate", questions, "--limit", "0"), {}, "--limit"),
        (("evaluate", questions, "--plot", "plot.pdf"), {}, "--plot"),
        (("evaluate", questions, "--distractors", nowhere), {}, nowhere),
        (("evaluate", questions, "--part", "aside"), {}, "--articles"),
        (("evaluate", questions, "--articles", nowhere, "--writer", "chat"), {}, "--limit"),
        (("serve", "--port", "70000"), {}, "--port"),
        (("verify",), {"QA_PORT": "http"}, "QA_PORT"),
        (("verify",), {"QA_REFUSE_BELOW": "2"}, "QA_REFUSE_BELOW"),
        (("verify",), {"QA_TODAY": "demain"}, "QA_TODAY"),
        (("verify",), {"QA_PROT": "8000"}, "QA_PROT"),
        (("ask", "Qui ?"), {"QA_PROT": "8000"}, "QA_PROT"),
    ]

    for arguments, environment, named in calls:
        done = run(*arguments, **{"QA_STORE": str(tmp_path / "store"), **environment})
        assert named in done.complaint(2), arguments


def test_what_is_no_data_set_is_a_failure(tmp_path: Path) -> None:
    file = write(tmp_path / "questions.json", '{"data": 7}')
    assert str(file) in run("evaluate", file, "--json").complaint(1)


COMMANDS = ("ingest", "sources", "ask", "serve", "evaluate", *MAINTENANCE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    done = run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: qa-service {command}")


def test_help_names_every_command() -> None:
    done: Finished = run("--help")
    assert (done.code, done.err) == (0, "")
    for command in COMMANDS:
        assert command in done.out
