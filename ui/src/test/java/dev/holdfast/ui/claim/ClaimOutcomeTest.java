package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.fake.FakeClaims;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimOutcomeTest {
    private static final List<DeviceId> CHIPS = FakeClaims.chips(5);

    private final List<ClaimRequest> asked = new ArrayList<>();

    @Test
    void each_group_is_asked_for_once_and_refused_devices_keep_their_lines() {
        ClaimOutcome outcome = ClaimOutcome.of((catalog, wanted) -> answer(wanted, false), "contoso", list());

        assertThat(asked).extracting(ClaimRequest::group).containsExactly("Production", "Field Test");
        assertThat(outcome.sentence()).isEqualTo("4 devices claimed, 1 device refused.");
        assertThat(outcome.refused())
                .containsExactly(new LineProblem(5, CHIPS.get(3).text(), ClaimResult.Code.NOT_FOUND.reason()));
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void a_failure_tells_what_was_claimed_before_it_and_what_was_not() {
        ClaimOutcome outcome = ClaimOutcome.of((catalog, wanted) -> answer(wanted, true), "contoso", list());

        assertThat(outcome.sentence()).isEqualTo("2 devices claimed, 1 device refused, 2 devices not claimed.");
        assertThat(outcome.stopped()).isNotNull();
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void every_refused_device_has_its_reason() {
        ClaimOutcome outcome = ClaimOutcome.of(
                (catalog, wanted) -> new ClaimResult(
                        0,
                        0,
                        wanted.deviceIds().stream().map(FakeClaims::refusal).toList()),
                "contoso",
                list());

        assertThat(outcome.sentence()).isEqualTo("5 devices refused.");
        assertThat(outcome.refused().getFirst().why()).contains("could not be found", "different catalog");
    }

    @Test
    void devices_that_the_catalog_had_are_not_called_new() {
        ClaimOutcome outcome = ClaimOutcome.of(
                (catalog, wanted) -> new ClaimResult(1, wanted.deviceIds().size() - 1, List.of()), "contoso", list());

        assertThat(outcome.sentence()).isEqualTo("2 devices claimed, 3 devices were in this catalog already.");
        assertThat(outcome.complete()).isTrue();
    }

    private ClaimResult answer(ClaimRequest wanted, boolean onlyOnce) {
        if (onlyOnce && !asked.isEmpty()) {
            throw new OperatorProblem(Problem.of(ProblemType.UNAVAILABLE, "The database is away.", null));
        }
        asked.add(wanted);
        return FakeClaims.claim(wanted);
    }

    private static ClaimList list() {
        StringBuilder csv = new StringBuilder(ClaimList.HEADER);
        for (int index = 0; index < CHIPS.size(); index++) {
            csv.append('\n')
                    .append(CHIPS.get(index).text())
                    .append(index % 2 == 1 || index == 0 ? ",Toaster,Production" : ",Toaster,Field Test");
        }
        return ClaimList.ofCsv(csv.toString());
    }
}
