package dev.holdfast.ui.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.fake.FakeClaims;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClaimOutcomeTest {
    private static final List<DeviceId> CHIPS = FakeClaims.chips(5);
    private static final ClaimList LIST =
            ClaimList.of(CHIPS.stream().map(DeviceId::text).collect(Collectors.joining("\n")));
    private static final ClaimList.Target TOASTERS = new ClaimList.Target("Toaster", "Production");

    @Test
    void refused_devices_keep_the_lines_that_they_were_pasted_in() {
        ClaimOutcome outcome = pasted(FakeClaims::claim);

        assertThat(outcome.sentence()).isEqualTo("4 devices claimed, 1 device refused.");
        assertThat(outcome.refused())
                .containsExactly(
                        new ProblemLines.LineProblem(4, CHIPS.get(3).text(), ClaimResult.Code.NOT_FOUND.reason()));
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void refused_devices_of_a_file_have_the_lines_that_the_api_counts() {
        String csv = CHIPS.stream()
                .map(chip -> chip + ",Toaster,Production")
                .collect(Collectors.joining("\n", ClaimClient.HEADER + "\n", ""));

        ClaimOutcome outcome = ClaimOutcome.of(FakeClaims.client(), "contoso", csv.getBytes(StandardCharsets.UTF_8));

        assertThat(outcome.refused()).extracting(ProblemLines.LineProblem::line).containsExactly(5);
    }

    @Test
    void a_failure_is_not_told_as_a_claim_of_nothing() {
        ClaimOutcome outcome = pasted(wanted -> {
            throw new OperatorProblem(Problem.of(ProblemType.UNAVAILABLE, "The database is away.", null));
        });

        assertThat(outcome.sentence()).isEqualTo("The claim was not taken.");
        assertThat(outcome.stopped()).isNotNull();
        assertThat(outcome.complete()).isFalse();
    }

    @Test
    void every_refused_device_has_its_reason() {
        ClaimOutcome outcome = pasted(wanted -> new ClaimResult(
                0, 0, 0, wanted.deviceIds().stream().map(FakeClaims::refusal).toList()));

        assertThat(outcome.sentence()).isEqualTo("5 devices refused.");
        assertThat(outcome.refused().getFirst().why()).contains("could not be found", "different catalog");
    }

    @Test
    void devices_that_the_catalog_had_are_not_called_new_and_those_that_stayed_not_moved() {
        ClaimOutcome outcome = pasted(wanted -> new ClaimResult(1, 4, 2, List.of()));

        assertThat(outcome.sentence()).isEqualTo("1 device claimed, 4 devices moved, 2 devices already in place.");
        assertThat(outcome.complete()).isTrue();
        assertThat(pasted(wanted -> new ClaimResult(0, 0, 1, List.of())).sentence())
                .isEqualTo("1 device already in place.");
    }

    @Test
    void only_errors_about_lines_are_lines() {
        Problem problem = new Problem(
                "t",
                "t",
                422,
                null,
                null,
                List.of(new FieldError("line 7", "is not right"), new FieldError("group", "is missing")));

        assertThat(ProblemLines.LineProblem.in(problem))
                .containsExactly(new ProblemLines.LineProblem(7, "", "is not right"));
    }

    @Test
    void the_lines_of_a_file_are_counted_with_an_unfinished_last_one() {
        assertThat(ClaimPanel.ClaimFile.lines("a\nb".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(2);
        assertThat(ClaimPanel.ClaimFile.lines("a\nb\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(2);
        assertThat(ClaimPanel.ClaimFile.lines(new byte[0])).isZero();
    }

    private static ClaimOutcome pasted(Function<ClaimRequest, ClaimResult> api) {
        ClaimClient client = new ClaimClient() {
            @Override
            public ClaimResult claim(String catalog, ClaimRequest devices) {
                return api.apply(devices);
            }

            @Override
            public ClaimResult claimFile(String catalog, byte[] csv) {
                throw new AssertionError("no file was given");
            }

            @Override
            public ClaimChallenges challenges(String catalog, ClaimChallengeRequest devices) {
                throw new AssertionError("no challenge was asked for");
            }
        };
        return ClaimOutcome.of(client, "contoso", TOASTERS, LIST, List.of());
    }
}
