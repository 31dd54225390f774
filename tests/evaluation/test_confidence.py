"""Calibration and risk against coverage, on examples worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.evaluation.confidence import calibration, risk_coverage, risk_curve
from qa_service.evaluation.records import Record
from tests.evaluation.records import record, unanswerable


def test_calibration_weighs_bins_by_their_questions() -> None:
    found = calibration(
        [
            *[record(confidence=0.85)] * 3,
            unanswerable(confidence=0.85),  # of these four 0.75 are answerable
            unanswerable(confidence=0.2),  # 0.2 begins the third bin
            record(confidence=1.0),  # the last bin includes 1
        ]
    )
    assert found.error == pytest.approx((4 * 0.10 + 1 * 0.20 + 1 * 0.0) / 6)
    assert [(one.low, one.questions) for one in found.bins] == [(0.2, 1), (0.8, 4), (0.9, 1)]
    assert found.bins[1].confidence == pytest.approx(0.85)
    assert found.bins[1].answerable == 0.75


@pytest.mark.parametrize("records", [[record(), record()], [unanswerable()]])
def test_calibration_needs_both_kinds_of_questions(records: list[Record]) -> None:
    assert calibration(records).error is None
    assert calibration(records).bins == ()


def test_risk_grows_with_coverage() -> None:
    found = [
        record(confidence=0.9),
        record(confidence=0.7, hits=(False, True)),
        unanswerable(confidence=0.5, refused=False),
        record(confidence=0.3, hits=(), refused=True, best_hit=True),
    ]
    assert list(risk_curve(found)) == pytest.approx([0, 1 / 2, 2 / 3, 1 / 2])
    assert list(risk_curve(found[::-1])) == pytest.approx([0, 1 / 2, 2 / 3, 1 / 2])
    whole = risk_coverage(found)
    assert whole.area == pytest.approx((0 + 1 / 2 + 2 / 3 + 1 / 2) / 4)
    risks = {point.coverage: point.risk for point in whole.at}
    assert risks == pytest.approx({0.5: 1 / 2, 0.7: 2 / 3, 0.8: 1 / 2, 0.9: 1 / 2, 1.0: 1 / 2})


def test_seven_tenths_of_ten_are_seven() -> None:
    ten = [record(confidence=1 - n / 10, hits=(n < 7,)) for n in range(10)]
    assert {point.coverage: point.risk for point in risk_coverage(ten).at}[0.7] == 0


def test_questions_of_equal_confidence_share_their_risk() -> None:
    right, wrong = record(), record(hits=(False,))
    for order in ([right, wrong], [wrong, right]):
        assert list(risk_curve(order)) == [0.5, 0.5]


def test_what_cannot_be_judged_is_left_out() -> None:
    unknown = record(has_gold=False, rank=None)
    assert list(risk_curve([unknown, record()])) == [0]
    assert risk_coverage([unknown, unanswerable()]).area is None
    assert risk_coverage([unknown, unanswerable()]).at == ()


RECORDS = st.lists(
    st.builds(
        lambda right, answerable, confidence: (
            record(hits=(right,), confidence=confidence) if answerable else unanswerable(confidence)
        ),
        st.booleans(),
        st.booleans(),
        st.floats(0, 1),
    ),
    min_size=1,
)


@given(RECORDS)
def test_figures_stay_in_their_range(records: list[Record]) -> None:
    error, whole = calibration(records).error, risk_coverage(records)
    assert error is None or 0 <= error <= 1
    if whole.area is not None:
        assert 0 <= whole.area <= 1 + 1e-9
        wrong = sum(not item.first_hit for item in records) / len(records)
        assert whole.at[-1].risk == pytest.approx(wrong)
